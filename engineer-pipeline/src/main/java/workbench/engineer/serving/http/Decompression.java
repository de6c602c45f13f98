package workbench.engineer.serving.http;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Decompression of request bodies. Answers are not compressed, because they are small. */
public enum Decompression implements ContentEncoding {
  GZIP(Set.of("gzip", "x-gzip")) {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new GZIPInputStream(in);
    }
  },
  DEFLATE(Set.of("deflate")) {
    @Override
    InputStream decompress(InputStream in) {
      return new InflaterInputStream(in);
    }
  };

  private final Set<String> ids;

  Decompression(Set<String> ids) {
    this.ids = ids;
  }

  abstract InputStream decompress(InputStream in) throws IOException;

  @Override
  public Set<String> ids() {
    return ids;
  }

  @Override
  public boolean supportsEncoding() {
    return false;
  }

  @Override
  public boolean supportsDecoding() {
    return true;
  }

  @Override
  public ContentDecoder decoder() {
    return in -> {
      try {
        return decompress(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Override
  public ContentEncoder encoder() {
    return ContentEncoder.NO_OP;
  }

  @Override
  public String type() {
    return ids.iterator().next();
  }
}
