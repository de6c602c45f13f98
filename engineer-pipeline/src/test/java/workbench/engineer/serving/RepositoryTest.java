package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.engineer.serving.models.DriftWindow;

/**
 * Tests that the server follows its repository, and lets clients with the token load and unload.
 */
class RepositoryTest {

  @TempDir Path models;

  private static String version(TestServer server) {
    return TestServer.json(server.infer("demo", 1, 2)).path("model_version").asString("none");
  }

  @Test
  void isNotReadyWithoutAModelAndBecomesReadyWithTheFirst() throws IOException {
    try (var server = new TestServer(models)) {
      HttpResponse<String> before = server.get("/v2/health/ready");
      assertEquals(503, before.statusCode());
      assertEquals("there is no model in the repository", TestServer.error(before));
      assertEquals("1", before.headers().firstValue("Retry-After").orElse(""));
      TestModels.publish(models, "demo", 2, 0);
      assertTrue(TestServer.eventually(() -> server.get("/v2/health/ready").statusCode() == 200));
      assertEquals("1", version(server));
    }
  }

  @Test
  void failsNoRequestWhileVersionsAreReplaced() throws Exception {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(models)) {
      var running = new AtomicBoolean(true);
      var answered = new AtomicInteger();
      var failure = new AtomicReference<String>();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (running.get()) {
                        HttpResponse<String> response = server.infer("demo", 1, 2);
                        double intercept =
                            TestServer.json(response).path("model_version").asInt(0) - 1;
                        boolean right =
                            response.statusCode() == 200
                                && Math.abs(
                                        TestServer.probability(response)
                                            - TestModels.probability(intercept, 1, 2))
                                    < 1e-6;
                        if (!right) {
                          failure.set(response.body());
                        }
                        answered.incrementAndGet();
                      }
                    }));
      }
      for (int intercept = 1; intercept <= 10; intercept++) {
        String expected = Integer.toString(TestModels.publish(models, "demo", 2, intercept));
        assertTrue(TestServer.eventually(() -> version(server).equals(expected)), expected);
      }
      running.set(false);
      for (Thread client : clients) {
        client.join();
      }
      assertEquals(null, failure.get());
      assertTrue(answered.get() > 100, answered + " requests");
      // Two versions stay: who asks for the one before gets it.
      assertEquals(
          200, server.post("/v2/models/demo/versions/10/infer", TestServer.row(1, 2)).statusCode());
      assertEquals(
          "the model 'demo' has no version 9 loaded; loaded: [10, 11]",
          TestServer.error(server.post("/v2/models/demo/versions/9/infer", TestServer.row(1, 2))));
    }
  }

  @Test
  void keepsServingTheOldVersionWhenTheNewOneCannotBeLoaded() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(models)) {
      TestModels.publishBroken(models, "demo");
      assertTrue(
          TestServer.eventually(
              () -> server.post("/v2/repository/index", "").body().contains("UNAVAILABLE")));
      assertEquals("1", version(server));
      HttpResponse<String> ready = server.get("/v2/health/ready");
      assertEquals(200, ready.statusCode());
      assertEquals("2", TestServer.json(ready).at("/failed/0/version").asString());
      assertTrue(
          TestServer.json(ready)
              .at("/failed/0/reason")
              .asString()
              .contains("ONNX Runtime cannot load it"));
      assertEquals(1, server.metric("workbench_model_failed{model=\"demo\",version=\"2\"}"));
      assertEquals(503, server.get("/v2/models/demo/versions/2/ready").statusCode());
      assertEquals(400, server.postAuthorized("/v2/repository/models/demo/load").statusCode());
      TestModels.publish(models, "demo", 2, 0);
      assertTrue(TestServer.eventually(() -> version(server).equals("3")));
      assertEquals("{\"ready\":true}", server.get("/v2/health/ready").body());
      assertEquals(
          1,
          server.log.stream()
              .filter(line -> line.startsWith("version 2 of 'demo' cannot be loaded"))
              .count(),
          "said once, although the request to load tries again");
    }
  }

  @Test
  void isNotReadyWhenAModelHasNoVersionThatCanBeLoaded() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    TestModels.publishBroken(models, "other");
    try (var server = new TestServer(models)) {
      HttpResponse<String> ready = server.get("/v2/health/ready");
      assertEquals(503, ready.statusCode());
      assertTrue(
          TestServer.error(ready).startsWith("the model 'other' cannot be loaded"), ready.body());
      HttpResponse<String> other = server.get("/v2/models/other/ready");
      assertEquals(503, other.statusCode());
      assertEquals(false, TestServer.json(other).path("ready").asBoolean());
      assertEquals(503, server.infer("other", 1, 2).statusCode());
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
    }
  }

  @Test
  void forgetsAModelThatIsDeleted() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    TestModels.publish(models, "other", 2, 0);
    try (var server = new TestServer(models)) {
      Files.delete(models.resolve("other/1/reference.json"));
      Files.delete(models.resolve("other/1/model.onnx"));
      Files.delete(models.resolve("other/1"));
      assertTrue(TestServer.eventually(() -> server.infer("other", 1, 2).statusCode() == 404));
      assertTrue(
          Double.isNaN(server.metric("workbench_model_loaded{model=\"other\",version=\"1\"}")));
    }
  }

  @Test
  void unloadsAndLoadsWithTheToken() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(models)) {
      assertEquals("{}", server.postAuthorized("/v2/repository/models/demo/unload").body());
      HttpResponse<String> unloaded = server.infer("demo", 1, 2);
      assertEquals(503, unloaded.statusCode());
      assertEquals("the model 'demo' is unloaded", TestServer.error(unloaded));
      assertEquals("{\"ready\":true}", server.get("/v2/health/ready").body());
      assertEquals(
          "[{\"name\":\"demo\",\"version\":\"\",\"state\":\"UNAVAILABLE\",\"reason\":\"unloaded\"}]",
          server.post("/v2/repository/index", "").body());
      assertEquals("{}", server.postAuthorized("/v2/repository/models/demo/load").body());
      assertEquals("1", version(server));
      assertEquals(404, server.postAuthorized("/v2/repository/models/other/load").statusCode());
      assertEquals(404, server.postAuthorized("/v2/repository/models/other/unload").statusCode());
      HttpResponse<String> outside =
          server.postAuthorized("/v2/repository/models/..%2F..%2Fetc/load");
      assertEquals(400, outside.statusCode());
      assertTrue(TestServer.error(outside).startsWith("'../../etc' cannot be the name of a model"));
    }
  }

  @Test
  void refusesToLoadWithoutTheToken() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(models)) {
      for (String authorization :
          List.of("Bearer wrong", "Basic " + TestServer.TOKEN, TestServer.TOKEN)) {
        HttpResponse<String> response =
            server.send(
                server
                    .request("/v2/repository/models/demo/unload")
                    .header("Authorization", authorization)
                    .POST(BodyPublishers.noBody()));
        assertEquals(401, response.statusCode());
        assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElse(""));
      }
      assertEquals(401, server.post("/v2/repository/models/demo/unload", "").statusCode());
      assertEquals("1", version(server));
    }
  }

  @Test
  void refusesToLoadIfTheServerHasNoToken() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(ServerOptions.local(models))) {
      HttpResponse<String> response = server.postAuthorized("/v2/repository/models/demo/unload");
      assertEquals(403, response.statusCode());
      assertEquals(
          "loading and unloading is off: the server was started without a token",
          TestServer.error(response));
    }
  }

  @Test
  void measuresDriftOfTheInputs() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    try (var server = new TestServer(models)) {
      String first = "workbench_feature_drift_psi{feature=\"x1\",model=\"demo\",version=\"1\"}";
      String second = "workbench_feature_drift_psi{feature=\"x2\",model=\"demo\",version=\"1\"}";
      assertTrue(Double.isNaN(server.metric(first)), "too few rows to say");
      // The training set is even between -3 and 3; so are these.
      sendRows(server, 0);
      assertTrue(server.metric(first) < 0.05, "" + server.metric(first));
      assertTrue(server.metric(second) < 0.05, "" + server.metric(second));
      for (int i = 0; i < 5; i++) {
        sendRows(server, 2);
      }
      assertTrue(server.metric(first) > DriftWindow.LARGE, "" + server.metric(first));
      assertTrue(server.metric(second) < 0.05, "" + server.metric(second));
    }
  }

  /** 1,000 rows of two features even between -3 and 3, the first one shifted. */
  private static void sendRows(TestServer server, double shift) {
    var data = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      double value = -3 + 6 * i / 999.0;
      data.append(value + shift).append(',').append(value).append(i < 999 ? "," : "");
    }
    HttpResponse<String> response =
        server.post(
            "/v2/models/demo/infer",
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1000,2],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                .formatted(data));
    assertEquals(200, response.statusCode(), response.body());
  }
}
