package workbench.scientist.notebook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kernel in a process of its own, started and spoken to as Jupyter does it.
 *
 * <p>«Messaging in Jupyter», version 5.4, in the documentation of jupyter_client.
 */
final class Kernel implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int POLL_MILLIS = 200;

  private final Duration limit;
  private final String session = UUID.randomUUID().toString();
  private final String key = UUID.randomUUID().toString();
  private final Path folder;
  private final Process process;
  private final ZContext context = new ZContext();
  private final Socket shell;
  private final Socket control;
  private final Socket published;

  private record Message(String type, String parent, JsonNode content) {}

  /**
   * Returns when it is ready.
   *
   * @param kernelspec the folder of kernel.json
   * @param notebooks the folder to run in
   * @param limit for its start, and for each cell
   * @throws IOException if it does not start
   */
  Kernel(Path kernelspec, Path notebooks, Duration limit) throws IOException {
    this.limit = limit;
    folder = Files.createTempDirectory("kernel");
    List<Integer> ports = freePorts();
    process =
        start(
            MAPPER.readTree(Files.readString(kernelspec.resolve("kernel.json"))), notebooks, ports);
    shell = connect(SocketType.DEALER, ports.get(0));
    published = connect(SocketType.SUB, ports.get(1));
    published.subscribe("");
    control = connect(SocketType.DEALER, ports.get(2));
    try {
      awaitReady();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Process start(JsonNode kernelspec, Path notebooks, List<Integer> ports)
      throws IOException {
    ObjectNode connection =
        MAPPER
            .createObjectNode()
            .put("transport", "tcp")
            .put("ip", "127.0.0.1")
            .put("shell_port", ports.get(0))
            .put("iopub_port", ports.get(1))
            .put("control_port", ports.get(2))
            .put("stdin_port", ports.get(3))
            .put("hb_port", ports.get(4))
            .put("signature_scheme", "hmac-sha256")
            .put("key", key);
    Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
    List<String> command =
        kernelspec
            .path("argv")
            .valueStream()
            .map(word -> word.asString().replace("{connection_file}", file.toString()))
            .toList();
    var builder =
        new ProcessBuilder(command)
            .directory(notebooks.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    kernelspec
        .path("env")
        .forEachEntry(
            (name, value) -> builder.environment().put(name, value.asString().replace("$$", "$")));
    return builder.start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private Socket connect(SocketType type, int port) {
    Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(POLL_MILLIS);
    socket.setLinger(0);
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  /**
   * Asks until an answer is heard: messages that are published before we are subscribed are lost.
   */
  private void awaitReady() throws IOException {
    Instant end = Instant.now().plus(limit);
    boolean heard = false;
    String request = "";
    while (!heard) {
      request = send(shell, "kernel_info_request", MAPPER.createObjectNode());
      await("its start", end);
      heard = receive(published) != null;
    }
    awaitReply(request, "its start", end);
  }

  /**
   * Executes a cell.
   *
   * @throws IOException if it takes too long, or the kernel ends
   */
  List<Output> execute(String code) throws IOException {
    Instant end = Instant.now().plus(limit);
    ObjectNode content =
        MAPPER
            .createObjectNode()
            .put("code", code)
            .put("silent", false)
            .put("store_history", true)
            .put("allow_stdin", false)
            .put("stop_on_error", true);
    content.putObject("user_expressions");
    String request = send(shell, "execute_request", content);
    List<Output> outputs = new ArrayList<>();
    boolean idle = false;
    while (!idle) {
      Message message = receive(published);
      if (message == null) {
        await("«" + code + "»", end);
      } else if (message.parent().equals(request)) {
        idle = message.content().path("execution_state").asString("").equals("idle");
        if (!List.of("status", "execute_input").contains(message.type())) {
          outputs.add(Output.of(message.type(), message.content()));
        }
      }
    }
    awaitReply(request, "«" + code + "»", end);
    return Output.merged(outputs);
  }

  private void awaitReply(String request, String to, Instant end) throws IOException {
    Message reply = receive(shell);
    while (reply == null || !reply.parent().equals(request)) {
      await(to, end);
      reply = receive(shell);
    }
  }

  private void await(String what, Instant end) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "the kernel ended during %s; it said:%n%s".formatted(what, Files.readString(log())));
    }
    if (Instant.now().isAfter(end)) {
      throw new IOException(
          "the kernel was waited for %d s during %s; it said:%n%s"
              .formatted(limit.toSeconds(), what, Files.readString(log())));
    }
  }

  private String send(Socket socket, String type, ObjectNode content) {
    String id = UUID.randomUUID().toString();
    ObjectNode header =
        MAPPER
            .createObjectNode()
            .put("msg_id", id)
            .put("session", session)
            .put("username", "")
            .put("date", Instant.now().toString())
            .put("msg_type", type)
            .put("version", "5.4");
    List<byte[]> parts = List.of(bytes(header), bytes("{}"), bytes("{}"), bytes(content));
    socket.sendMore(DELIMITER);
    socket.sendMore(bytes(signature(parts)));
    parts.subList(0, 3).forEach(socket::sendMore);
    socket.send(parts.get(3));
    return id;
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String signature(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message, or null if none came so far. */
  private Message receive(Socket socket) {
    byte[] frame = socket.recv();
    if (frame == null) {
      return null;
    }
    while (!Arrays.equals(frame, DELIMITER)) {
      frame = socket.recv();
    }
    List<JsonNode> parts = new ArrayList<>();
    socket.recv();
    while (socket.hasReceiveMore()) {
      parts.add(MAPPER.readTree(socket.recv()));
    }
    return new Message(
        parts.get(0).path("msg_type").asString(),
        parts.get(1).path("msg_id").asString(""),
        parts.get(3));
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      send(control, "shutdown_request", MAPPER.createObjectNode().put("restart", false));
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    context.close();
    Files.deleteIfExists(folder.resolve("connection.json"));
    Files.deleteIfExists(log());
    Files.deleteIfExists(folder);
  }
}
