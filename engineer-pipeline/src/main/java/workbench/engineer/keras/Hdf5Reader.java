package workbench.engineer.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.message.DataLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import workbench.data.InvalidInput;

/**
 * Reads numbers and texts of an HDF5 file from an untrusted source: what it claims to hold is
 * checked before memory is allocated for it, links are not followed, and compressed data, which
 * Keras does not write, are refused.
 */
final class Hdf5Reader {

  /** Three times the most weights of a network: they and Adam's two moments. */
  private static final long MOST_NUMBERS = 15_000_000;

  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int MOST_NAMES = 10_000;

  private final HdfFile file;
  private long numbers;

  private Hdf5Reader(HdfFile file) {
    this.file = file;
  }

  /**
   * @throws InvalidInput if it is no HDF5 file
   */
  static Hdf5Reader of(byte[] content) {
    return new Hdf5Reader(HdfFile.fromBytes(content));
  }

  /** Returns whether there is an object at this path. */
  boolean has(String path) {
    return node(path).isPresent();
  }

  /** The tensor at this path, if there is one. */
  Optional<Tensor> tensor(String path) {
    return node(path).map(node -> tensor(path, node));
  }

  /** The text in an attribute, if there is one. */
  Optional<String> text(String path, String name) {
    return attribute(path, name).map(text -> texts(text, 1).getFirst());
  }

  /** The texts in an attribute; none if it is not there. */
  List<String> texts(String path, String name) {
    return attribute(path, name).map(text -> texts(text, MOST_NAMES)).orElse(List.of());
  }

  private Tensor tensor(String path, Node node) {
    if (!(node instanceof Dataset dataset) || dataset.isCompound() || dataset.isVariableLength()) {
      throw new InvalidInput("'%s' is no array of numbers".formatted(KerasLayer.shown(path)));
    }
    long count = 1;
    for (long size : dataset.getDimensionsAsLong()) {
      count = size < 0 || size > MOST_NUMBERS ? MOST_NUMBERS + 1 : count * size;
      numbers += count > MOST_NUMBERS ? MOST_NUMBERS + 1 : 0;
      refuseTooMany(path);
    }
    numbers += count;
    refuseTooMany(path);
    if (dataset.getDataLayout() == DataLayout.CHUNKED) {
      throw new InvalidInput("'%s' is compressed or in chunks".formatted(KerasLayer.shown(path)));
    }
    Object data = dataset.getDataFlat();
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      if (!(Array.get(data, i) instanceof Number number)) {
        throw new InvalidInput("'%s' is no array of numbers".formatted(KerasLayer.shown(path)));
      }
      values[i] = number.doubleValue();
      if (!Double.isFinite(values[i])) {
        throw new InvalidInput(
            "'%s' has the number %s".formatted(KerasLayer.shown(path), values[i]));
      }
    }
    return new Tensor(dataset.getDimensions(), values);
  }

  private void refuseTooMany(String path) {
    if (numbers > MOST_NUMBERS) {
      throw new InvalidInput(
          "'%s' is too large: %,d numbers are read at most"
              .formatted(KerasLayer.shown(path), MOST_NUMBERS));
    }
  }

  private Optional<Attribute> attribute(String path, String name) {
    return node(path).map(node -> node.getAttribute(name));
  }

  private static List<String> texts(Attribute attribute, int most) {
    if (attribute.getSize() > most || attribute.getSizeInBytes() > MOST_CHARACTERS) {
      throw new InvalidInput("the attribute '%s' is too large".formatted(attribute.getName()));
    }
    if (attribute.getSize() == 0 || attribute.isEmpty()) {
      return List.of();
    }
    Object data = attribute.getData();
    List<String> texts = new ArrayList<>();
    int count = data.getClass().isArray() ? Array.getLength(data) : 1;
    for (int i = 0; i < count; i++) {
      Object text = data.getClass().isArray() ? Array.get(data, i) : data;
      if (!(text instanceof String) || text.toString().length() > MOST_CHARACTERS) {
        throw new InvalidInput("the attribute '%s' is no text".formatted(attribute.getName()));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  /** Walks a path step by step, so that no link leads elsewhere. */
  private Optional<Node> node(String path) {
    Node node = file;
    for (String name : path.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      node = node instanceof Group group ? group.getChild(name) : null;
      if (node == null) {
        return Optional.empty();
      }
      if (node.isLink()) {
        throw new InvalidInput("'%s' is a link".formatted(KerasLayer.shown(path)));
      }
    }
    return Optional.of(node);
  }
}
