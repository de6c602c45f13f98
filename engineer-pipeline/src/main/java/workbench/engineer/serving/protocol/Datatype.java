package workbench.engineer.serving.protocol;

import java.nio.ByteBuffer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The types of the protocol that a row may be sent in. The model computes from single precision: a
 * value that it cannot hold exactly is refused, except that a decimal fraction sent as FP32 means
 * the nearest FP32, as everywhere.
 */
public enum Datatype {
  FP32(4),
  FP64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8);

  static final String NAMES =
      "FP32, FP64, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 or UINT64";

  /** The number of bits of a FP32 that hold a whole number. */
  private static final int EXACT_BITS = 24;

  /** FP64 values are rounded to FP32 where that changes them by no more than this share. */
  private static final double FP64_ROUNDING = 1e-6;

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /** The size of a value in the binary tensor data extension. */
  public int bytes() {
    return bytes;
  }

  /**
   * @return null if there is no such type
   */
  public static Datatype of(String name) {
    for (Datatype type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** A value that cannot be taken, and why; its row and feature are known elsewhere. */
  static final class Unusable extends Exception {

    Unusable(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The number that the parser is at. */
  float read(JsonParser json, JsonToken token) throws Unusable {
    if (this == FP32) {
      return fp32(json);
    }
    if (this == FP64) {
      double value = json.getDoubleValue();
      if (Double.isInfinite(value)) {
        throw infinite(json);
      }
      return fp64(value);
    }
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw new Unusable(
          "is %s, a whole number is expected for %s".formatted(json.getString(), this));
    }
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      var big = json.getBigIntegerValue();
      if (this != UINT64 || big.signum() < 0 || big.bitLength() > 64) {
        throw outOfRange(json.getString());
      }
      return integer(big.longValue());
    }
    long value = json.getLongValue();
    if (value < min() || value > max()) {
      throw outOfRange(json.getString());
    }
    return integer(value);
  }

  /** Returns whether the next value of a buffer is not a number, and skips it then. */
  boolean isNaN(ByteBuffer binary) {
    boolean is =
        switch (this) {
          case FP32 -> Float.isNaN(binary.getFloat(binary.position()));
          case FP64 -> Double.isNaN(binary.getDouble(binary.position()));
          default -> false;
        };
    if (is) {
      binary.position(binary.position() + bytes);
    }
    return is;
  }

  /** The next value of a buffer in little-endian order. */
  float read(ByteBuffer binary) throws Unusable {
    return switch (this) {
      case FP32 -> finite(binary.getFloat());
      case FP64 -> fp64(binary.getDouble());
      case INT8 -> binary.get();
      case UINT8 -> binary.get() & 0xff;
      case INT16 -> binary.getShort();
      case UINT16 -> binary.getShort() & 0xffff;
      case INT32 -> integer(binary.getInt());
      case UINT32 -> integer(binary.getInt() & 0xffffffffL);
      case INT64, UINT64 -> integer(binary.getLong());
    };
  }

  private float fp32(JsonParser json) throws Unusable {
    float value = json.getFloatValue();
    if (Float.isInfinite(value)) {
      throw infinite(json);
    }
    return finite(value);
  }

  /** Explains an infinite value: it was written as a word, or is too large. */
  private Unusable infinite(JsonParser json) {
    String text = json.getString();
    return text.endsWith("y")
        ? new Unusable("is %s, a finite number is expected".formatted(text))
        : new Unusable("is %s, beyond %s".formatted(text, this));
  }

  private static float finite(float value) throws Unusable {
    if (!Float.isFinite(value)) {
      throw new Unusable("is %s, a finite number is expected".formatted(value));
    }
    return value;
  }

  private static float fp64(double value) throws Unusable {
    if (!Double.isFinite(value)) {
      throw new Unusable("is %s, a finite number is expected".formatted(value));
    }
    float single = (float) value;
    if (Math.abs(single - value) > FP64_ROUNDING * Math.abs(value)) {
      throw new Unusable("is %s, beyond the model's FP32".formatted(value));
    }
    return single;
  }

  /**
   * @param value in two's complement; unsigned if this type is
   */
  private float integer(long value) throws Unusable {
    boolean unsigned = this == UINT64;
    long magnitude = unsigned ? value : Math.abs(value);
    if (Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude)
        > EXACT_BITS) {
      throw new Unusable(
          "is %s, which the model's FP32 does not hold exactly"
              .formatted(unsigned ? Long.toUnsignedString(value) : Long.toString(value)));
    }
    return unsigned && value < 0 ? (float) (value >>> 1) * 2 : value;
  }

  private Unusable outOfRange(String value) {
    return new Unusable("is %s, beyond %s".formatted(value, this));
  }

  private long min() {
    return name().startsWith("U") ? 0 : -1L << (8 * bytes - 1);
  }

  /** Returns the largest value; of UINT64 the part that is a long. */
  private long max() {
    return switch (this) {
      case UINT8, UINT16, UINT32 -> (1L << (8 * bytes)) - 1;
      case UINT64 -> Long.MAX_VALUE;
      default -> (1L << (8 * bytes - 1)) - 1;
    };
  }
}
