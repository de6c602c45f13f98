package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import workbench.engineer.serving.http.Endpoint;
import workbench.engineer.serving.http.Hosts;
import workbench.engineer.serving.protocol.Refusal;

/** Agreement of the manifests, as the official client reads them, with what the server does. */
class KubernetesManifestsTest {

  private static final Path FOLDER = Path.of("deploy", "kubernetes");
  private static final String KUSTOMIZATION = "kustomization.yaml";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class,
          "v1 Service", V1Service.class,
          "apps/v1 Deployment", V1Deployment.class,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class);

  /** Objects whose keys are free. */
  private static final Set<String> MAPS =
      Set.of("labels", "annotations", "matchLabels", "data", "limits", "requests");

  @TempDir Path folder;

  private V1Deployment deployment;
  private V1PodSpec pod;
  private V1Container container;
  private V1ConfigMap configMap;
  private ServerOptions options;

  @BeforeEach
  void load() throws IOException {
    deployment = load(V1Deployment.class);
    pod = deployment.getSpec().getTemplate().getSpec();
    assertEquals(1, pod.getContainers().size());
    container = pod.getContainers().get(0);
    configMap = load(V1ConfigMap.class);
    options = options();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.endsWith(KUSTOMIZATION)).sorted().toList();
    }
  }

  private static Object parse(JsonNode manifest) {
    String kind = manifest.path("apiVersion").asString() + " " + manifest.path("kind").asString();
    Class<?> type = KINDS.get(kind);
    assertNotNull(type, kind);
    return JSON.deserialize(manifest.toString(), type);
  }

  private static <T> T load(Class<T> type) throws IOException {
    List<T> found = new ArrayList<>();
    for (Path file : files()) {
      Object manifest = parse(YAML.readTree(file));
      if (type.isInstance(manifest)) {
        found.add(type.cast(manifest));
      }
    }
    assertEquals(1, found.size(), type.getSimpleName());
    return found.get(0);
  }

  /** Parses the server's options from its arguments; the config map holds a file of arguments. */
  private ServerOptions options() throws IOException {
    List<String> args = new ArrayList<>();
    for (String arg : container.getArgs()) {
      args.add(
          arg.startsWith("@")
              ? "@" + Files.writeString(folder.resolve("options"), mounted(arg))
              // Kubernetes replaces it.
              : arg.replace("$(NAMESPACE)", "models"));
    }
    var serve = new Serve();
    new CommandLine(serve).parseArgs(args.toArray(String[]::new));
    return serve.options(Map.of());
  }

  private String mounted(String arg) {
    Path file = Path.of(arg.substring(1));
    assertEquals(
        configMap.getMetadata().getName(), volume(file.getParent()).getConfigMap().getName());
    String content = configMap.getData().get(file.getFileName().toString());
    assertNotNull(content, arg);
    return content;
  }

  private V1VolumeMount mount(Path path) {
    return container.getVolumeMounts().stream()
        .filter(mount -> Path.of(mount.getMountPath()).equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is mounted at " + path));
  }

  private V1Volume volume(Path path) {
    String name = mount(path).getName();
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no volume " + name));
  }

  /** A port may be given by the name that the container has for it. */
  private int port(IntOrString port) {
    if (port.isInteger()) {
      return port.getIntValue();
    }
    return container.getPorts().stream()
        .filter(candidate -> port.getStrValue().equals(candidate.getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the container has no port " + port))
        .getContainerPort();
  }

  @Test
  void kustomizationListsEveryManifest() throws IOException {
    var kustomization = YAML.readTree(FOLDER.resolve(KUSTOMIZATION));
    assertEquals(
        Set.of("apiVersion", "kind", "resources"), Set.copyOf(kustomization.propertyNames()));
    assertEquals(
        files().stream().map(file -> file.getFileName().toString()).toList(),
        kustomization.path("resources").valueStream().map(JsonNode::asString).sorted().toList());
  }

  /** The unknown field is added to a copy of each manifest, at every depth. */
  @TestFactory
  Stream<DynamicTest> anUnknownFieldIsRefused() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      JsonNode manifest = YAML.readTree(file);
      collect(manifest, "", "")
          .forEach(
              pointer ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          "%s %s/unknown".formatted(file.getFileName(), pointer),
                          () -> {
                            JsonNode copy = manifest.deepCopy();
                            ((ObjectNode) copy.at(pointer)).put("unknown", 1);
                            var refusal = assertThrows(RuntimeException.class, () -> parse(copy));
                            assertTrue(
                                refusal.getMessage().contains("`unknown`"), refusal.getMessage());
                          })));
    }
    return tests.stream();
  }

  private static List<String> collect(JsonNode node, String name, String pointer) {
    List<String> objects = new ArrayList<>();
    // A Service's selector is a map, everybody else's an object.
    boolean map =
        MAPS.contains(name) || pointer.equals("/spec/selector") && !node.has("matchLabels");
    if (node.isObject() && !map) {
      objects.add(pointer);
    }
    node.forEachEntry((key, child) -> objects.addAll(collect(child, key, pointer + "/" + key)));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      objects.addAll(collect(node.get(i), "", pointer + "/" + i));
    }
    return objects;
  }

  @Test
  void anOptionThatTheServerDoesNotHaveIsRefused() {
    container.addArgsItem("--unknown=1");
    assertThrows(CommandLine.UnmatchedArgumentException.class, this::options);
  }

  @Test
  void everyPortIsTheOneThatTheServerListensOn() throws IOException {
    assertEquals("0.0.0.0", options.host());
    assertEquals(
        List.of(options.port(), options.healthPort().orElseThrow()),
        container.getPorts().stream().map(V1ContainerPort::getContainerPort).toList());
    var service = load(V1Service.class).getSpec();
    assertEquals(1, service.getPorts().size());
    assertEquals(options.port(), port(service.getPorts().get(0).getTargetPort()));
    var ingress = load(V1NetworkPolicy.class).getSpec().getIngress();
    assertEquals(1, ingress.size());
    assertEquals(1, ingress.get(0).getPorts().size());
    assertEquals(options.port(), port(ingress.get(0).getPorts().get(0).getPort()));
    var annotations = deployment.getSpec().getTemplate().getMetadata().getAnnotations();
    assertEquals(String.valueOf(options.port()), annotations.get("prometheus.io/port"));
    assertEquals(Endpoint.METRICS.pattern(), annotations.get("prometheus.io/path"));
  }

  @Test
  void serverAcceptsTheNamesOfItsService() throws IOException {
    String service = load(V1Service.class).getMetadata().getName();
    var hosts = new Hosts(options.allowedHosts());
    for (String name : List.of("", ".models", ".models.svc", ".models.svc.cluster.local")) {
      hosts.check(service + name);
    }
    assertThrows(Refusal.class, () -> hosts.check(service + ".elsewhere"));
  }

  @Test
  void probesAskPathsThatTheServerAnswers() {
    assertProbe(Endpoint.LIVE, container.getStartupProbe().getHttpGet());
    assertProbe(Endpoint.LIVE, container.getLivenessProbe().getHttpGet());
    assertProbe(Endpoint.READY, container.getReadinessProbe().getHttpGet());
  }

  private void assertProbe(Endpoint expected, V1HTTPGetAction probe) {
    assertEquals(expected.pattern(), probe.getPath());
    assertEquals(options.healthPort().orElseThrow(), port(probe.getPort()));
    assertEquals(options.tls().isPresent() ? "HTTPS" : null, probe.getScheme());
  }

  @Test
  void podIsGivenLongerToStopThanTheServerTakes() {
    Duration preStop =
        Duration.ofSeconds(container.getLifecycle().getPreStop().getSleep().getSeconds());
    Duration most = preStop.plus(options.drain()).plus(options.limits().grace());
    assertTrue(
        most.compareTo(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds())) < 0,
        "the server may take " + most);
  }

  @Test
  void everythingSelectsThePods() throws IOException {
    var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    var spread = pod.getTopologySpreadConstraints().get(0).getLabelSelector();
    for (Map<String, String> selector :
        List.of(
            deployment.getSpec().getSelector().getMatchLabels(),
            spread.getMatchLabels(),
            load(V1Service.class).getSpec().getSelector(),
            load(V1NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels(),
            load(V1PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())) {
      assertTrue(
          !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet()),
          selector.toString());
    }
  }

  @Test
  void autoscalerScalesTheDeploymentAndAloneSaysHowMany() throws IOException {
    var target = load(V2HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef();
    assertEquals(deployment.getApiVersion(), target.getApiVersion());
    assertEquals(deployment.getKind(), target.getKind());
    assertEquals(deployment.getMetadata().getName(), target.getName());
    assertEquals(null, deployment.getSpec().getReplicas());
    // A share of it is what the autoscaler looks at.
    assertTrue(container.getResources().getRequests().containsKey("cpu"));
  }

  @Test
  void modelsAreReadFromTheClaimAndOnlyTheTempFolderIsWritable() throws IOException {
    var models = volume(options.models()).getPersistentVolumeClaim();
    assertEquals(
        load(V1PersistentVolumeClaim.class).getMetadata().getName(), models.getClaimName());
    assertTrue(models.getReadOnly());
    assertEquals(
        List.of("/tmp"),
        container.getVolumeMounts().stream()
            .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
            .map(V1VolumeMount::getMountPath)
            .toList());
    assertEquals("Memory", volume(Path.of("/tmp")).getEmptyDir().getMedium());
  }

  @Test
  void containerHasNoPrivileges() {
    assertEquals(false, pod.getAutomountServiceAccountToken());
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
    var security = container.getSecurityContext();
    assertTrue(security.getReadOnlyRootFilesystem());
    assertEquals(false, security.getAllowPrivilegeEscalation());
    assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
    assertEquals(List.of(), security.getCapabilities().getAdd());
    assertTrue(container.getResources().getLimits().containsKey("memory"));
  }

  @Test
  void secretsComeFromTheEnvironmentThatTheServerReads() {
    for (V1EnvVar variable : container.getEnv()) {
      if (variable.getValueFrom().getFieldRef() != null) {
        continue;
      }
      assertTrue(
          Set.of(Serve.TOKEN, Serve.KEYSTORE_PASSWORD).contains(variable.getName()),
          variable.getName());
      assertEquals(null, variable.getValue(), "a secret in a manifest is none");
    }
  }
}
