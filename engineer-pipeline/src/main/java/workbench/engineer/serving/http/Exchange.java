package workbench.engineer.serving.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import workbench.engineer.serving.models.ServedVersion;
import workbench.engineer.serving.protocol.InferenceRequest;
import workbench.engineer.serving.protocol.RequestJson;

/** Request and its answer, with the figures that are counted and logged. */
public final class Exchange {

  private static final Header RETRY_AFTER = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "1");
  private static final HeaderName JSON_LENGTH =
      HeaderNames.create("Inference-Header-Content-Length");

  private final long start = System.nanoTime();
  private final ServerRequest request;
  private final ServerResponse response;

  private ServedVersion version;
  private String id;
  private int rows;
  private int status;
  private int bytes;
  private String error;

  public Exchange(ServerRequest request, ServerResponse response) {
    this.request = request;
    this.response = response;
  }

  public ServerRequest request() {
    return request;
  }

  public ServerResponse response() {
    return response;
  }

  public String method() {
    return request.prologue().method().text();
  }

  /** Returns the path as it was sent, without the query. */
  public String path() {
    return request.prologue().uriPath().rawPath();
  }

  public String host() {
    return request.headers().get(HeaderNames.HOST).get();
  }

  String remote() {
    return request.remotePeer().host();
  }

  /** Returns the length of the JSON part before binary tensor data; null: not given. */
  public String jsonLength() {
    return request.headers().contains(JSON_LENGTH)
        ? request.headers().get(JSON_LENGTH).get()
        : null;
  }

  public void infers(ServedVersion served, InferenceRequest inference) {
    version = served;
    id = inference.id();
    rows = inference.count();
  }

  public void json(byte[] body) {
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    send(200, body);
  }

  /**
   * @param jsonLength where the binary tensor data begin
   */
  public void binary(byte[] body, int jsonLength) {
    response.header(HeaderValues.CONTENT_TYPE_OCTET_STREAM);
    response.header(JSON_LENGTH, Integer.toString(jsonLength));
    send(200, body);
  }

  public void content(Header type, byte[] body) {
    response.header(type);
    send(200, body);
  }

  public void error(int code, String message) {
    error = message;
    errorBody(code, RequestJson.error(message));
  }

  /**
   * @param body JSON with an {@code error} in it
   */
  public void errorBody(int code, byte[] body) {
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    if (code == Status.SERVICE_UNAVAILABLE_503.code()) {
      response.header(RETRY_AFTER);
    }
    send(code, body);
  }

  public void closeAfterwards() {
    response.header(HeaderValues.CONNECTION_CLOSE);
  }

  public boolean closesAfterwards() {
    return response.headers().contains(HeaderNames.CONNECTION);
  }

  private void send(int code, byte[] body) {
    status = code;
    bytes = body.length;
    if (code != 200) {
      response.status(Status.create(code));
    }
    if (request.prologue().method() == Method.HEAD) {
      response.send();
    } else {
      response.send(body);
    }
  }

  public long nanos() {
    return System.nanoTime() - start;
  }

  /** Returns the version that inferred; null: nothing was inferred. */
  public ServedVersion version() {
    return version;
  }

  String id() {
    return id;
  }

  int rows() {
    return rows;
  }

  /** Returns the status of the answer; 0: nothing was sent. */
  public int status() {
    return status;
  }

  /** Returns the number of bytes of the answer's body. */
  int bytes() {
    return bytes;
  }

  /** Returns the error message of the answer; null: none. */
  public String error() {
    return error;
  }
}
