package workbench.engineer;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The reference numbers of keras-parity.json, made by benchmarks/python/make_fixtures.py. */
record KerasParity(
    int rows, int features, int hidden, int epochs, int batchSize, List<Case> cases) {

  /** One training, by Keras in single precision and by NumPy in double precision. */
  record Case(
      String name,
      double[][] x,
      double[] y,
      Weights initial,
      Trajectory float32,
      Trajectory float64) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Trajectory(
      Weights afterFirstStep,
      List<Epoch> epochs,
      @SerializedName("final") Weights last,
      double[] predictions) {
    double[] losses() {
      return epochs.stream().mapToDouble(Epoch::loss).toArray();
    }

    double[] accuracies() {
      return epochs.stream().mapToDouble(Epoch::accuracy).toArray();
    }
  }

  record Epoch(double loss, double accuracy) {}

  record Weights(double[][] w1, double[] b1, double[][] w2, double[] b2) {
    /** Returns all weights in one row. */
    double[] flat() {
      return DoubleStream.concat(
              DoubleStream.concat(flat(w1), DoubleStream.of(b1)),
              DoubleStream.concat(flat(w2), DoubleStream.of(b2)))
          .toArray();
    }

    private static DoubleStream flat(double[][] rows) {
      return Stream.of(rows).flatMapToDouble(DoubleStream::of);
    }
  }

  static KerasParity load() throws IOException {
    Gson gson =
        new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();
    try (InputStream in = KerasParity.class.getResourceAsStream("keras-parity.json");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return gson.fromJson(reader, KerasParity.class);
    }
  }
}
