package workbench.engineer.serving;

/**
 * The tensors of every model that is served, as {@link workbench.handoff.HandoffModel} has them.
 */
enum Tensor {
  FEATURES("FP32", Float.BYTES),
  PROBABILITY("FP32", Float.BYTES),
  LABEL("INT64", Long.BYTES);

  private final String id = name().toLowerCase(java.util.Locale.ROOT);
  private final String datatype;
  private final int bytes;

  Tensor(String datatype, int bytes) {
    this.datatype = datatype;
    this.bytes = bytes;
  }

  /** Its name in the protocol. */
  String id() {
    return id;
  }

  String datatype() {
    return datatype;
  }

  /** The size of one value. */
  int bytes() {
    return bytes;
  }
}
