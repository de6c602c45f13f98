"""Write files of Keras that the Java tests read, with Keras' predictions, and files that they refuse.

    python make_keras_fixtures.py

Each network is tiny. A name that ends in ``k2`` is written by Keras 2 (tf_keras). All files are in
``keras-files.zip``. ``cases.json`` tells the Java tests what each file is: rows and predictions of
those that load, and a part of the message of those that are refused.
"""

import os

os.environ.update(
    CUDA_VISIBLE_DEVICES="-1",
    OMP_NUM_THREADS="1",
    TF_CPP_MIN_LOG_LEVEL="3",
    TF_ENABLE_ONEDNN_OPTS="0",
)

import shutil
import tempfile
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np
import tf_keras

from fixture_files import ROOT, write

RESOURCES = ROOT / "engineer-pipeline/src/test/resources/workbench/engineer/keras"
FOLDER = Path(tempfile.mkdtemp())
FEATURES, ROWS, SEED = 3, 6, 42
RANDOM = np.random.default_rng(SEED)
X = RANDOM.normal(2.0, 3.0, (40, FEATURES)).astype(np.float32)
Y = (X[:, 0] + RANDOM.normal(size=40) > 2).astype(np.float32)

LOADED, REFUSED = [], []


def dense(units, activation=None, k=keras, **settings):
    """A dense layer."""
    return k.layers.Dense(units, activation, **settings)


def chain(*layers, k=keras, features=FEATURES):
    """A Sequential model that ends in one sigmoid unit."""
    return k.Sequential([k.Input((features,)), *layers, dense(1, "sigmoid", k)])


def functional(*layers, k=keras):
    """The same written with the functional API."""
    start = k.Input((FEATURES,))
    value = start
    for layer in (*layers, dense(1, "sigmoid", k)):
        value = layer(value)
    return k.Model(start, value)


def trained(model, optimizer="adam", loss="binary_crossentropy", epochs=2):
    """Compiled, and trained without shuffling."""
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    if epochs:
        model.fit(X, Y, batch_size=10, epochs=epochs, shuffle=False, verbose=0)
    return model


def stirred(model):
    """Random numbers in place of zeros and ones in biases and moving averages."""
    model.set_weights(
        [
            np.abs(RANDOM.normal(1, 0.4, w.shape)) + 0.1 if np.ptp(w) == 0 else w
            for w in model.get_weights()
        ]
    )
    return model


def load(name, model, endings=("keras", "h5"), **about):
    """Save a model in these formats, with its predictions."""
    rows = X[:ROWS].astype(np.float64 if about.get("double") else np.float32)
    predictions = model.predict(rows, verbose=0)[:, 0]
    for ending in endings:
        file = f"{name}.{ending}"
        model.save(FOLDER / file)
        LOADED.append({"file": file, "predictions": predictions, **about})


def refuse(file, reason, model=None):
    """Save a model that the Java side refuses, or only record the reason."""
    if model is not None:
        model.save(FOLDER / file)
    REFUSED.append({"file": file, "reason": reason})


def normalization(k=keras, **settings):
    """A Normalization, adapted to the rows if no numbers are given."""
    layer = k.layers.Normalization(**settings)
    if not settings:
        layer.adapt(X)
    return layer


def continued(name, model, endings=("keras", "h5")):
    """A trained model, and its weights after two more epochs."""
    load(name, model, endings)
    model.fit(X, Y, batch_size=10, epochs=2, shuffle=False, verbose=0)
    for case in LOADED[-len(endings) :]:
        case["after_two_more_epochs"] = model.predict(X[:ROWS], verbose=0)[:, 0]


def write_loaded():
    """Files that load."""
    layers = keras.layers
    continued("sample", trained(chain(dense(10, "relu"))))
    continued("normalised", trained(chain(normalization(), dense(4, "tanh"))))
    continued("functional", trained(functional(dense(4, "relu"), dense(3, "sigmoid"))))
    continued(
        "adam-settings",
        trained(chain(dense(4, "relu")), keras.optimizers.Adam(0.01, 0.8, 0.99, 1e-5)),
        ("keras",),
    )
    load("regression", trained(chain()))
    load("tanh", stirred(chain(dense(4, "tanh"))))
    load("sigmoid", stirred(chain(dense(4, "sigmoid"))), ("keras",))
    load("linear", stirred(chain(dense(4), dense(5))), ("keras",))
    load("no-bias", chain(dense(4, "relu", use_bias=False)))
    load("activation-layer", stirred(chain(dense(4), layers.Activation("tanh"))))
    load("relu-layer", stirred(chain(dense(4), layers.ReLU())))
    load("dropout", chain(dense(4, "relu"), layers.Dropout(0.5)))
    load("noise", chain(layers.GaussianNoise(0.1), dense(4, "relu")), ("keras",))
    load("flatten", chain(layers.Flatten(), dense(4, "relu")), ("keras",))
    bn = layers.BatchNormalization
    load("batch-normalization", trained(chain(dense(4), bn(), layers.ReLU())))
    load("batch-normalization-first", stirred(chain(bn(), dense(4, "relu"))), ("keras",))
    load("batch-normalization-after-relu", stirred(chain(dense(4, "relu"), bn())))
    load("batch-normalization-no-scale", stirred(chain(dense(4), bn(scale=False))), ("keras",))
    load("batch-normalization-no-center", stirred(chain(dense(4), bn(center=False))), ("keras",))
    load("batch-normalization-plain", stirred(chain(bn(scale=False, center=False))), ("keras",))
    load(
        "normalization-given",
        chain(normalization(mean=[1.0, 2.0, 3.0], variance=[4.0, 1.0, 0.25]), dense(4, "relu")),
    )
    load("normalization-scalar", chain(normalization(mean=2.0, variance=9.0)), ("keras",))
    load("normalization-later", stirred(chain(dense(3, "relu"), normalization())), ("keras",))
    load(
        "everything",
        trained(
            chain(
                normalization(),
                dense(5),
                bn(),
                layers.Activation("relu"),
                layers.Dropout(0.2),
                dense(4, "tanh"),
                layers.Flatten(),
                bn(),
            )
        ),
    )
    load("deep", stirred(chain(*[dense(3, "relu") for _ in range(6)])), ("keras",))
    load(
        "named",
        chain(dense(4, "relu", name="zebra"), dense(3, "tanh", name="dense_7")),
    )
    load("batch-normalization-functional", stirred(functional(dense(4), bn())), ("keras",))
    load("untrained", trained(chain(dense(4, "relu")), epochs=0))
    load("sgd", trained(chain(dense(4, "relu")), "sgd"), ("keras",))
    load(
        "clipped", trained(chain(dense(4, "relu")), keras.optimizers.Adam(clipnorm=1.0)), ("keras",)
    )
    load("squared-loss", trained(chain(dense(4, "relu")), loss="mse"), ("keras",))
    load("penalty", trained(chain(dense(4, "relu", kernel_regularizer="l2"))), ("keras",))
    frozen = chain(dense(4, "relu"))
    frozen.layers[0].trainable = False
    load("frozen", trained(frozen), ("keras",))
    built = keras.Sequential([dense(4, "relu"), dense(1, "sigmoid")])
    load("without-input", trained(built))
    double = dict(dtype="float64")
    model = keras.Sequential(
        [
            keras.Input((FEATURES,), dtype="float64"),
            normalization(mean=[1.0, 2.0, 3.0], variance=[4.0, 1.0, 0.25], **double),
            dense(4, "tanh", **double),
            bn(**double),
            dense(1, "sigmoid", **double),
        ]
    )
    load("float64", stirred(model), double=True)

    k = tf_keras
    load("sample-k2", trained(chain(dense(10, "relu", k), k=k)), ("h5",))
    load("regression-k2", chain(k=k), ("h5",))
    load("functional-k2", functional(dense(4, "tanh", k), k=k), ("h5",))
    load("dropout-k2", chain(dense(4, "relu", k), k.layers.Dropout(0.5), k=k), ("h5",))
    load("relu-layer-k2", chain(dense(4, k=k), k.layers.ReLU(), k=k), ("h5",))
    load(
        "batch-normalization-k2",
        trained(chain(dense(4, k=k), k.layers.BatchNormalization(), k=k)),
        ("h5",),
    )
    load("normalised-k2", chain(normalization(k), dense(4, "relu", k), k=k), ("h5",))
    built = k.Sequential(
        [dense(4, "relu", k, input_shape=(FEATURES,)), dense(1, "sigmoid", k)]
    )
    load("input-shape-k2", built, ("h5",))


@keras.saving.register_keras_serializable("mine")
class OwnLayer(keras.layers.Dense):
    """A layer of the user's own."""


@keras.saving.register_keras_serializable("mine")
class OwnModel(keras.Model):
    """A model of the user's own."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.only = dense(1, "sigmoid")

    def call(self, inputs):
        return self.only(inputs)


@keras.saving.register_keras_serializable("mine")
def own_activation(value):
    """An activation of the user's own."""
    return keras.ops.relu(value) + 0.1


def write_refused():
    """Networks that Keras loads, and Java refuses."""
    layers = keras.layers
    start = keras.Input((FEATURES,), name="start")
    left, right = dense(2, name="left")(start), dense(2, name="right")(start)
    joined = dense(1, "sigmoid")(layers.Concatenate()([left, right]))
    refuse("branches.keras", "two successors", keras.Model(start, joined))
    refuse("branches.h5", "two successors", keras.Model(start, joined))
    other = keras.Input((FEATURES,), name="other")
    refuse(
        "two-inputs.keras",
        "joins 2 branches",
        keras.Model([start, other], dense(1, "sigmoid")(layers.Add()([start, other]))),
    )
    refuse(
        "two-outputs.keras",
        "layer 'start' has two successors",
        keras.Model(start, [dense(1, "sigmoid")(start), dense(1, "sigmoid")(start)]),
    )
    shared = dense(FEATURES, "relu", name="shared")
    refuse(
        "shared.keras",
        "layer 'shared' is used 2 times",
        keras.Model(start, dense(1, "sigmoid")(shared(shared(start)))),
    )
    inner = keras.Sequential([keras.Input((FEATURES,)), dense(2, "relu")], name="inner")
    refuse("nested.keras", "layer 'inner' is a Sequential", chain(inner))
    images = keras.Sequential(
        [
            keras.Input((4, 4, 1), name="image"),
            layers.Conv2D(1, 2, name="conv"),
            layers.Flatten(),
            dense(1, "sigmoid"),
        ]
    )
    refuse("convolution.keras", "layer 'image' takes rows of the shape [null,4,4,1]", images)
    refuse("convolution.h5", "layer 'image' takes rows of the shape [null,4,4,1]", images)
    sequence = keras.Sequential(
        [
            layers.Reshape((FEATURES, 1), name="steps"),
            layers.SimpleRNN(2, name="memory"),
            dense(1, "sigmoid"),
        ]
    )
    sequence.build((None, FEATURES))
    refuse("recurrence.keras", "layer 'steps' is a Reshape", sequence)
    pixels = keras.Sequential(
        [keras.Input((2, 2), name="pixels"), layers.Flatten(), dense(1, "sigmoid")]
    )
    refuse("flattened-image.keras", "layer 'pixels' takes rows of the shape [null,2,2]", pixels)
    refuse("own-layer.keras", "layer 'own' is a custom object", chain(OwnLayer(2, name="own")))
    refuse("own-layer.h5", "layer 'own' is a custom object", chain(OwnLayer(2, name="own")))
    own = OwnModel()
    own(X[:1])
    refuse("own-model.keras", "the network is a 'OwnModel'", own)
    refuse(
        "own-activation.keras",
        "layer 'own' has an activation of its own",
        chain(dense(2, own_activation, name="own")),
    )
    refuse(
        "lambda.keras",
        "layer 'code' is a Lambda: it holds code, which is never run",
        chain(layers.Lambda(lambda x: 2 * x, name="code")),
    )
    for policy in ("mixed_float16", "float16", "bfloat16"):
        refuse(
            f"{policy}.keras",
            f"layer 'low' computes in '{policy}'",
            chain(dense(2, "relu", name="low", dtype=policy)),
        )
    quantised = chain(dense(4, "relu", name="small"))
    quantised.quantize("int8")
    refuse("quantised.keras", "layer 'small' is quantised", quantised)
    for name, settings in {
        "relu-limit": {"max_value": 6.0},
        "relu-slope": {"negative_slope": 0.1},
        "relu-threshold": {"threshold": 0.5},
    }.items():
        refuse(
            f"{name}.keras",
            "layer 'bent' is a ReLU with a limit, slope or threshold",
            chain(dense(2), layers.ReLU(name="bent", **settings)),
        )
    refuse("leaky.keras", "layer 'leak' is a LeakyReLU", chain(layers.LeakyReLU(name="leak")))
    for activation in ("gelu", "elu", "softmax", "leaky_relu"):
        refuse(
            f"{activation}.keras",
            f"layer 'odd' has the activation '{activation}'",
            chain(dense(2, activation, name="odd")),
        )
    refuse(
        "two-units.keras",
        "layer 'last' is the last one and ends in 2 numbers",
        keras.Sequential([keras.Input((FEATURES,)), dense(2, "sigmoid", name="last")]),
    )
    refuse(
        "logit.keras",
        "layer 'last' is the last one and ends in 1 numbers without activation",
        keras.Sequential([keras.Input((FEATURES,)), dense(1, name="last")]),
    )
    refuse(
        "inverse.keras",
        "layer 'back' is an inverse Normalization",
        chain(normalization(mean=1.0, variance=2.0, invert=True, name="back")),
    )
    refuse("unbuilt.keras", "has no weights", keras.Sequential([dense(1, "sigmoid")]))
    chain(dense(2)).save_weights(FOLDER / "only.weights.h5")
    refuse("only.weights.h5", "holds weights alone")
    chain(dense(2, k=tf_keras), k=tf_keras).save_weights(FOLDER / "weights-k2.h5")
    refuse("weights-k2.h5", "holds weights alone")
    write_damaged()


def write_damaged():
    """Files that are no networks, or were changed after they were written."""
    good = FOLDER / "regression"
    content = (FOLDER / "regression.keras").read_bytes()
    (FOLDER / "truncated.keras").write_bytes(content[: len(content) // 2])
    refuse("truncated.keras", "is damaged")
    content = (FOLDER / "regression.h5").read_bytes()
    (FOLDER / "truncated.h5").write_bytes(content[: len(content) // 2])
    refuse("truncated.h5", "is damaged")
    for file, text in {"text.keras": "a model", "numbers.h5": "1,2,3\n", "empty.keras": ""}.items():
        (FOLDER / file).write_bytes(text.encode())
        refuse(file, "is neither a .keras nor an .h5 file of Keras")
    with zipfile.ZipFile(FOLDER / "other-zip.keras", "w") as other:
        other.writestr("notes.txt", "no network")
    refuse("other-zip.keras", "is a zip file without config.json")
    with zipfile.ZipFile(FOLDER / "bomb.keras", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("config.json", b" " * 20_000_000)
        bomb.writestr("model.weights.h5", b"")
    refuse("bomb.keras", "config.json has more than")
    with zipfile.ZipFile(FOLDER / "no-weights.keras", "w") as other:
        other.writestr("config.json", "{}")
    refuse("no-weights.keras", "lacks model.weights.h5")
    with h5py.File(FOLDER / "other-hdf5.h5", "w") as other:
        other["numbers"] = np.arange(3)
    refuse("other-hdf5.h5", "is an HDF5 file without model_config")

    def changed(file, reason):
        shutil.copy(good.with_suffix(".h5"), FOLDER / file)
        refuse(file, reason)
        hdf5 = h5py.File(FOLDER / file, "r+")
        group = hdf5["model_weights/" + hdf5["model_weights"].attrs["layer_names"][0]]
        path = group.attrs["weight_names"][0]
        return hdf5, group, path

    hdf5, group, path = changed("shape.h5", "takes 2 inputs, and gets 3")
    del group[path]
    group[path] = np.ones((2, 2), np.float32)
    hdf5.close()
    hdf5, group, path = changed("not-a-number.h5", "has the number NaN")
    group[path][0] = np.nan
    hdf5.close()
    hdf5, group, path = changed("compressed.h5", "is compressed or in chunks")
    del group[path]
    group.create_dataset(path, data=np.ones((3, 1), np.float32), compression="gzip")
    hdf5.close()
    hdf5, group, path = changed("huge.h5", "is too large")
    del group[path]
    group.create_dataset(path, shape=(1 << 40, 1), chunks=(1024, 1), dtype=np.float32)
    hdf5.close()
    hdf5, group, path = changed("link.h5", "is a link")
    del group[path]
    group[path] = h5py.ExternalLink("/etc/passwd", "/")
    hdf5.close()
    hdf5, group, path = changed("lacks-a-weight.h5", "lacks 'model_weights/")
    del group[path]
    hdf5.close()


if __name__ == "__main__":
    keras.utils.set_random_seed(SEED)
    write_loaded()
    write_refused()
    write(
        RESOURCES / "cases.json",
        {
            "about": {
                "made_by": "benchmarks/python/make_keras_fixtures.py",
                "keras": keras.__version__,
                "tf_keras": tf_keras.__version__,
                "numpy": np.__version__,
            },
            "x": X,
            "y": Y,
            "rows_predicted": ROWS,
            "loaded": LOADED,
            "refused": REFUSED,
        },
    )
    archive = RESOURCES / "keras-files.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as files:
        for case in (*LOADED, *REFUSED):
            files.write(FOLDER / case["file"], case["file"])
    shutil.rmtree(FOLDER)
    size = archive.stat().st_size
    print(f"{len(LOADED)} files load, {len(REFUSED)} are refused, {size:,} bytes")
