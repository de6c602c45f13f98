package workbench.engineer.serving;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import workbench.data.InvalidInput;
import workbench.handoff.ModelRepository;

/**
 * The models in memory, following the repository. Requests read one immutable map, which is
 * replaced as a whole: a new version takes over between two requests, and one that it replaces is
 * closed when its last request is done. A version that cannot be loaded changes nothing but the
 * report about it.
 */
final class ModelRegistry implements AutoCloseable {

  /** In place of a version's number: the newest one. */
  static final int NEWEST = 0;

  /**
   * How many versions of a model are tried, from the newest down, until enough of them can be
   * loaded.
   */
  private static final int ATTEMPTS = 8;

  private final ModelRepository repository;
  private final int keep;
  private final Metrics metrics;
  private final Consumer<String> log;

  /** Held while the map is being replaced. */
  private final ReentrantLock change = new ReentrantLock();

  private final Set<String> unloaded = new HashSet<>();
  private final Map<Path, FileTime> triedFiles = new HashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("model-repository").factory());

  private volatile Map<String, Model> models = Map.of();
  private volatile String unreadable;

  /**
   * A model as it is served.
   *
   * @param versions loaded, ascending
   * @param failures why versions could not be loaded, by number
   * @param unloaded whether somebody asked for it not to be served
   */
  record Model(
      String name,
      List<ServedVersion> versions,
      SortedMap<Integer, String> failures,
      boolean unloaded) {

    Optional<ServedVersion> newest() {
      return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /** Whether it is served, or is meant not to be. */
    boolean isSettled() {
      return unloaded || !versions.isEmpty();
    }

    /** What should be served instead of the newest version that is, and cannot be loaded. */
    List<Entry> held() {
      int served = newest().map(ServedVersion::number).orElse(0);
      return failures.tailMap(served + 1).entrySet().stream()
          .map(failure -> failed(failure.getKey(), failure.getValue()))
          .toList();
    }

    private Entry failed(int number, String reason) {
      return new Entry(name, Integer.toString(number), "UNAVAILABLE", reason);
    }

    private Optional<ServedVersion> version(int number) {
      return number == NEWEST
          ? newest()
          : versions.stream().filter(v -> v.number() == number).findFirst();
    }
  }

  /** A line of the repository's index. */
  record Entry(String name, String version, String state, String reason) {}

  /**
   * @param keep how many versions of a model stay loaded
   * @param log told about what is loaded, and what cannot be
   */
  ModelRegistry(ModelRepository repository, int keep, Metrics metrics, Consumer<String> log) {
    this.repository = repository;
    this.keep = keep;
    this.metrics = metrics;
    this.log = log;
  }

  /** Loads what is there, and from now on what comes. */
  void start(Duration poll) {
    refresh();
    watch.scheduleWithFixedDelay(
        this::refresh, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param number {@link #NEWEST}, or a version's
   * @return to be released
   * @throws Refusal if there is no such model or version, or it is not served now
   */
  ServedVersion acquire(String name, int number) {
    while (true) {
      Model model = model(name);
      ServedVersion version = model.version(number).orElseThrow(() -> refusal(model, number));
      // It can have been closed since the map was read: then there is another map.
      if (version.acquire()) {
        return version;
      }
    }
  }

  /**
   * @throws Refusal if there is no such model
   */
  Model model(String name) {
    Model model = models.get(name);
    if (model == null) {
      throw Refusal.notFound("there is no model '%s'", shortened(name));
    }
    return model;
  }

  /**
   * @throws Refusal if it is not served now
   */
  ServedVersion version(String name, int number) {
    Model model = model(name);
    return model.version(number).orElseThrow(() -> refusal(model, number));
  }

  private static Refusal refusal(Model model, int number) {
    if (model.unloaded()) {
      return Refusal.unavailable("the model '%s' is unloaded", model.name());
    }
    String failure =
        number == NEWEST
            ? model.failures().values().stream().reduce((a, b) -> b).orElse("it has no version")
            : model.failures().get(number);
    return failure != null
        ? Refusal.unavailable("the model '%s' cannot be loaded: %s", model.name(), failure)
        : Refusal.notFound(
            "the model '%s' has no version %d loaded; loaded: %s",
            model.name(), number, model.versions().stream().map(ServedVersion::number).toList());
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "...";
  }

  /** By name. */
  Collection<Model> models() {
    return models.values().stream().sorted(Comparator.comparing(Model::name)).toList();
  }

  /** Every version that is loaded. */
  List<ServedVersion> served() {
    return models().stream().flatMap(model -> model.versions().stream()).toList();
  }

  /**
   * @return why not every model is served; empty if all are
   */
  Optional<String> notReady() {
    if (unreadable != null) {
      return Optional.of(unreadable);
    }
    if (models.isEmpty()) {
      return Optional.of("there is no model in the repository");
    }
    return models().stream()
        .filter(model -> !model.isSettled())
        .map(model -> refusal(model, NEWEST).getMessage())
        .findFirst();
  }

  /** Every version in the repository that is loaded, or should be. */
  List<Entry> index() {
    List<Entry> entries = new ArrayList<>();
    for (Model model : models()) {
      if (model.unloaded()) {
        entries.add(new Entry(model.name(), "", "UNAVAILABLE", "unloaded"));
      }
      Stream<Entry> loaded =
          model.versions().stream()
              .map(v -> new Entry(model.name(), Integer.toString(v.number()), "READY", ""));
      Stream<Entry> failed =
          model.failures().entrySet().stream().map(e -> model.failed(e.getKey(), e.getValue()));
      Stream.concat(loaded, failed)
          .sorted(Comparator.comparing(entry -> Integer.parseInt(entry.version())))
          .forEach(entries::add);
    }
    return entries;
  }

  /**
   * Loads a model again that was unloaded, or could not be loaded.
   *
   * @throws Refusal if the repository has no such model, or its newest version cannot be loaded
   */
  void load(String name) {
    change.lock();
    try {
      int newest =
          repository
              .newest(name)
              .orElseThrow(
                  () ->
                      Refusal.notFound(
                          "there is no model '%s' in the repository", shortened(name)));
      unloaded.remove(name);
      triedFiles.clear();
      refresh();
      String failure = model(name).failures().get(newest);
      if (failure != null) {
        throw Refusal.badRequest(
            "version %d of the model '%s' cannot be loaded: %s", newest, name, failure);
      }
    } catch (InvalidInput e) {
      throw Refusal.badRequest("%s", shortened(e.getMessage()));
    } catch (IOException e) {
      throw Refusal.unavailable("the repository cannot be read (%s)", e.getClass().getSimpleName());
    } finally {
      change.unlock();
    }
  }

  /**
   * Takes a model out of service until it is loaded again.
   *
   * @throws Refusal if there is no such model
   */
  void unload(String name) {
    change.lock();
    try {
      model(name);
      unloaded.add(name);
      refresh();
    } finally {
      change.unlock();
    }
  }

  private void refresh() {
    change.lock();
    try {
      Map<String, Model> next = new HashMap<>();
      for (String name : repository.names()) {
        next.put(name, refreshed(name));
      }
      unloaded.retainAll(next.keySet());
      replace(Map.copyOf(next));
      unreadable = null;
    } catch (IOException | RuntimeException e) {
      // What is loaded stays.
      String reason = "the repository cannot be read (%s)".formatted(e);
      if (!reason.equals(unreadable)) {
        log.accept(reason);
      }
      unreadable = reason;
    } finally {
      change.unlock();
    }
  }

  private Model refreshed(String name) throws IOException {
    if (unloaded.contains(name)) {
      return new Model(name, List.of(), new TreeMap<>(), true);
    }
    Model current = models.getOrDefault(name, new Model(name, List.of(), new TreeMap<>(), false));
    List<Integer> numbers = repository.versions(name).reversed();
    List<ServedVersion> versions = new ArrayList<>();
    SortedMap<Integer, String> failures = new TreeMap<>();
    for (int number : numbers.subList(0, Math.min(numbers.size(), keep + ATTEMPTS))) {
      if (versions.size() == keep) {
        break;
      }
      try {
        Optional<ServedVersion> loaded = current.version(number);
        versions.addFirst(loaded.isPresent() ? loaded.get() : load(current, number));
      } catch (InvalidInput | IOException | IllegalStateException e) {
        // Clients read it, and need not know where the repository is.
        failures.put(
            number, String.valueOf(e.getMessage()).replace(repository.root() + File.separator, ""));
      }
    }
    return new Model(name, List.copyOf(versions), failures, false);
  }

  private ServedVersion load(Model current, int number) throws IOException {
    Path file = repository.folder(current.name(), number).resolve(ModelRepository.MODEL);
    FileTime written = Files.getLastModifiedTime(file);
    String known = current.failures().get(number);
    if (known != null && written.equals(triedFiles.get(file))) {
      throw new InvalidInput(known);
    }
    try {
      ServedVersion version = ServedVersion.load(repository, current.name(), number, metrics);
      triedFiles.remove(file);
      log.accept(
          "loaded version %d of '%s': %s"
              .formatted(number, current.name(), version.metadata().model()));
      return version;
    } catch (InvalidInput | IOException | IllegalStateException e) {
      triedFiles.put(file, written);
      log.accept(
          "version %d of '%s' cannot be loaded: %s"
              .formatted(number, current.name(), e.getMessage()));
      throw e;
    }
  }

  private void replace(Map<String, Model> next) {
    List<ServedVersion> before = served();
    models = next;
    Set<ServedVersion> after = Set.copyOf(served());
    for (ServedVersion version : before) {
      if (!after.contains(version)) {
        metrics.remove(version.model(), version.number());
        version.release();
        log.accept("retired version %d of '%s'".formatted(version.number(), version.model()));
      }
    }
  }

  /** Requests under way are finished by whoever makes them. */
  @Override
  public void close() {
    watch.shutdownNow();
    change.lock();
    try {
      replace(Map.of());
    } finally {
      change.unlock();
    }
  }
}
