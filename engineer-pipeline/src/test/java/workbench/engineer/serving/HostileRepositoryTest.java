package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import workbench.engineer.serving.models.Metrics;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.model.ModelRepository;

/** Hostile repository contents: the version that is wrong fails by name, the others are served. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links, pipes and permissions are others there")
class HostileRepositoryTest {

  @TempDir Path models;

  @BeforeEach
  void publish() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    TestModels.publish(models, "zebra", 2, 0);
  }

  /** Faults of a version, and the message of each. */
  private enum Fault {
    OVERSIZED_MODEL("demo/2/model.onnx: has 400,000,000 bytes, at most 67,108,864 are read") {
      @Override
      void make(Path version) throws IOException {
        sparse(version.resolve("model.onnx"));
      }
    },
    OVERSIZED_REFERENCE(
        "demo/2/reference.json: has 400,000,000 bytes, at most 4,194,304 are read") {
      @Override
      void make(Path version) throws IOException {
        copy(version, "model.onnx");
        sparse(version.resolve("reference.json"));
      }
    },
    REFERENCE_IS_A_PIPE(
        "demo/2/reference.json: is a pipe or a device, a regular file is expected") {
      @Override
      void make(Path version) throws IOException, InterruptedException {
        copy(version, "model.onnx");
        new ProcessBuilder("mkfifo", version.resolve("reference.json").toString())
            .start()
            .waitFor();
      }
    },
    REFERENCE_IS_A_LINK("demo/2/reference.json: is a link, a regular file is expected") {
      @Override
      void make(Path version) throws IOException {
        copy(version, "model.onnx");
        Files.createSymbolicLink(version.resolve("reference.json"), Path.of("/etc/passwd"));
      }
    },
    MODEL_IS_A_LINK("demo/2/model.onnx: is a link, a regular file is expected") {
      @Override
      void make(Path version) throws IOException {
        Files.createSymbolicLink(
            version.resolve("model.onnx"), version.resolve("../1/model.onnx").toRealPath());
      }
    },
    MODEL_IS_A_FOLDER("demo/2/model.onnx: is a folder, a regular file is expected") {
      @Override
      void make(Path version) throws IOException {
        Files.createDirectory(version.resolve("model.onnx"));
      }
    },
    MODEL_IS_MISSPELT("demo/2: has no model.onnx, so it is not a version") {
      @Override
      void make(Path version) throws IOException {
        copy(version, "model.onnx");
        Files.move(version.resolve("model.onnx"), version.resolve("Model.ONNX"));
      }
    },
    VERSION_IS_A_LINK("demo/2: is not a folder, so it is not a version") {
      @Override
      void make(Path version) throws IOException {
        Files.delete(version);
        Files.createSymbolicLink(version, version.resolveSibling("1"));
      }
    },
    VERSION_IS_A_FILE("demo/2: is not a folder, so it is not a version") {
      @Override
      void make(Path version) throws IOException {
        Files.delete(version);
        Files.writeString(version, "");
      }
    };

    final String message;

    Fault(String message) {
      this.message = message;
    }

    abstract void make(Path version) throws IOException, InterruptedException;

    static void sparse(Path file) throws IOException {
      try (var content = new RandomAccessFile(file.toFile(), "rw")) {
        content.setLength(400_000_000);
      }
    }

    static void copy(Path version, String name) throws IOException {
      Files.copy(version.resolveSibling("1").resolve(name), version.resolve(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsTheVersionByNameAndServesTheOthers(Fault fault) throws Exception {
    fault.make(Files.createDirectory(models.resolve("demo/2")));
    try (var server = new TestServer(models)) {
      HttpResponse<String> ready = server.get("/v2/health/ready");
      assertEquals(200, ready.statusCode(), ready.body());
      assertEquals("2", TestServer.json(ready).at("/failed/0/version").asString());
      assertEquals(fault.message, TestServer.json(ready).at("/failed/0/reason").asString());
      assertEquals(
          1,
          server.log.stream()
              .filter(line -> line.equals("version 2 of 'demo' cannot be loaded: " + fault.message))
              .count(),
          server.log.toString());
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
      assertEquals(200, server.infer("zebra", 1, 2).statusCode());
      // New versions are still seen.
      TestModels.publish(models, "zebra", 2, 1);
      assertTrue(
          TestServer.eventually(
              () -> server.get("/v2/models/zebra/versions/2/ready").statusCode() == 200));
    }
  }

  @Test
  void failsAModelWhoseFolderCannotBeReadAndServesTheOthers() throws IOException {
    Path closed = models.resolve("demo");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(
          Files.isReadable(closed),
          "root reads everything; .ci/serving has a server that is not root's");
      try (var server = new TestServer(models)) {
        assertEquals(200, server.infer("zebra", 1, 2).statusCode());
        assertEquals(503, server.infer("demo", 1, 2).statusCode());
        assertEquals(
            "the model 'demo' cannot be loaded: cannot be read"
                + " (java.nio.file.AccessDeniedException: "
                + closed
                + ")",
            TestServer.error(server.get("/v2/health/ready")));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertTrue(TestServer.eventually(() -> server.infer("demo", 1, 2).statusCode() == 200));
      }
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Unlike the permissions of a folder, a link is an obstacle for root, too. */
  @Test
  void failsAModelWhoseFolderIsALinkAndServesTheOthers() throws IOException {
    Files.createSymbolicLink(models.resolve("linked"), models.resolve("demo"));
    try (var server = new TestServer(models)) {
      assertEquals(200, server.infer("zebra", 1, 2).statusCode());
      assertEquals(
          "the model 'linked' cannot be loaded: is a link, a folder is expected",
          TestServer.error(server.get("/v2/health/ready")));
    }
  }

  /**
   * The watcher looks once a day, so it looks no more while this clock goes on: as if it hung or
   * had died.
   */
  @Test
  void isNotReadyIfTheRepositoryIsNotReadAnyMore() {
    var clock = new AtomicLong();
    var metrics = new Metrics(List.of());
    try (var registry =
        new ModelRegistry(new ModelRepository(models), 2, metrics, line -> {}, clock::get)) {
      registry.start(Duration.ofDays(1));
      clock.addAndGet(Duration.ofDays(1).plusSeconds(60).toNanos());
      assertEquals(Optional.empty(), registry.notReady());
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertEquals(
          Optional.of("the repository has not been read for 86461 s"), registry.notReady());
    }
  }

  /** The first row of the endless model would take years. */
  @Test
  void endsTheWarmUpOfAnEndlessModelAndServesTheOthersMeanwhile() throws IOException {
    try (var server = new TestServer(models)) {
      TestModels.publishEndless(models, "demo");
      TestModels.publish(models, "zebra", 2, 1);
      assertTrue(
          TestServer.eventually(
              () -> server.get("/v2/models/zebra/versions/2/ready").statusCode() == 200));
      assertTrue(
          TestServer.eventually(
              () ->
                  server.log.contains(
                      "version 2 of 'demo' cannot be loaded:"
                          + " demo/2/model.onnx: three rows take it longer than 5 s")),
          server.log.toString());
      assertEquals(200, server.infer("demo", 1, 2).statusCode());
    }
  }
}
