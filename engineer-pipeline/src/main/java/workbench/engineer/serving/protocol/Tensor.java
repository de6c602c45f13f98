package workbench.engineer.serving.protocol;

/** The tensors of every model that is served, as {@link workbench.model.ExportedModel} has them. */
public enum Tensor {
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

  /** Returns its name in the protocol. */
  public String id() {
    return id;
  }

  public String datatype() {
    return datatype;
  }

  /** The size of one value. */
  int bytes() {
    return bytes;
  }
}
