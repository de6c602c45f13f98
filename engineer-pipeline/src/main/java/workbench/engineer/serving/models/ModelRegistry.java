package workbench.engineer.serving.models;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import workbench.data.InvalidInput;
import workbench.engineer.serving.protocol.Refusal;
import workbench.model.ModelRepository;

/**
 * The models in memory, following the repository. Requests read one immutable map, which is
 * replaced as a whole: a new version takes over between two requests, and one that it replaces is
 * closed when its last request is done. A version that cannot be loaded changes nothing but the
 * report about it.
 */
public final class ModelRegistry implements AutoCloseable {

  /** Version number that means the newest one. */
  public static final int NEWEST = 0;

  /**
   * Most versions of a model that are tried, from the newest down, until enough of them can be
   * loaded.
   */
  private static final int ATTEMPTS = 8;

  /** Time to wait for one version to load; it can still be served later. */
  private static final int PATIENCE_SECONDS = 8;

  private static final int START_SECONDS = 2 * PATIENCE_SECONDS;

  /**
   * Age of the last look at the repository from which readiness fails: loaded models go on being
   * served, but new versions would not be seen.
   */
  private static final int STALE_SECONDS = 60;

  private static final String LOADING =
      "not yet, it takes longer than %d s".formatted(PATIENCE_SECONDS);

  private final ModelRepository repository;
  private final int keep;
  private final Metrics metrics;
  private final Consumer<String> log;
  private final LongSupplier nanos;

  /** Single thread that changes which versions are served. */
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("model-repository").factory());

  private final Set<String> unloaded = new HashSet<>();
  private final Map<Path, Attempt> attempts = new HashMap<>();
  private Duration stale;

  private volatile Map<String, Model> models = Map.of();
  private volatile String unreadable = "the repository is still being read";
  private volatile long lastLook;

  /**
   * A version being loaded, or why it could not be.
   *
   * @param written what was tried: when its files last changed
   */
  private record Attempt(FileTime written, CompletableFuture<ServedVersion> result) {}

  /**
   * A model as it is served.
   *
   * @param versions loaded, ascending
   * @param failures why versions could not be loaded, by number; 0: why its folder cannot be read
   * @param unloaded whether a client has unloaded it
   */
  public record Model(
      String name,
      List<ServedVersion> versions,
      SortedMap<Integer, String> failures,
      boolean unloaded) {

    public Optional<ServedVersion> newest() {
      return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    /** Returns whether the model is served, or is meant not to be. */
    boolean isSettled() {
      return unloaded || !versions.isEmpty();
    }

    /**
     * Returns the versions that should be served instead of the newest served one, and cannot be
     * loaded.
     */
    public List<Entry> held() {
      int served = newest().map(ServedVersion::number).orElse(0);
      return failures.keySet().stream()
          .filter(number -> number == 0 || number > served)
          .map(this::failed)
          .toList();
    }

    private Entry failed(int number) {
      String version = number == 0 ? "" : Integer.toString(number);
      return new Entry(name, version, "UNAVAILABLE", failures.get(number));
    }

    private Optional<ServedVersion> version(int number) {
      return number == NEWEST
          ? newest()
          : versions.stream().filter(v -> v.number() == number).findFirst();
    }
  }

  /** A line of the repository's index. */
  public record Entry(String name, String version, String state, String reason) {}

  /**
   * @param keep how many versions of a model stay loaded
   * @param log told which versions are loaded, and which cannot be
   */
  public ModelRegistry(
      ModelRepository repository, int keep, Metrics metrics, Consumer<String> log) {
    this(repository, keep, metrics, log, System::nanoTime);
  }

  /**
   * @param nanos in place of the system's clock
   */
  public ModelRegistry(
      ModelRepository repository,
      int keep,
      Metrics metrics,
      Consumer<String> log,
      LongSupplier nanos) {
    this.repository = repository;
    this.keep = keep;
    this.metrics = metrics;
    this.log = log;
    this.nanos = nanos;
    lastLook = nanos.getAsLong();
  }

  /**
   * Loads all versions, and from now on each new one. Returns when all have been tried once, or
   * after {@value #START_SECONDS} s.
   */
  public void start(Duration poll) {
    stale = poll.plusSeconds(STALE_SECONDS);
    Future<?> first = watch.submit(this::refresh);
    watch.scheduleWithFixedDelay(
        this::refresh, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    try {
      first.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.accept("not everything in the repository has been loaded yet; serving what has been");
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the repository could not be looked at", e);
    }
  }

  /**
   * @param number {@link #NEWEST}, or a version's
   * @return to be released
   * @throws Refusal if there is no such model or version, or it is not served now
   */
  public ServedVersion acquire(String name, int number) {
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
  public Model model(String name) {
    Model model = models.get(name);
    if (model == null) {
      throw Refusal.notFound("there is no model '%s'", Refusal.shortened(name));
    }
    return model;
  }

  /**
   * @throws Refusal if it is not served now
   */
  public ServedVersion version(String name, int number) {
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

  /** Returns the models, sorted by name. */
  public Collection<Model> models() {
    return models.values().stream().sorted(Comparator.comparing(Model::name)).toList();
  }

  /** Every version that is loaded. */
  public List<ServedVersion> served() {
    return models().stream().flatMap(model -> model.versions().stream()).toList();
  }

  /**
   * @return why not every model is served; empty if all are
   */
  public Optional<String> notReady() {
    long seconds = Duration.ofNanos(nanos.getAsLong() - lastLook).toSeconds();
    if (seconds > stale.toSeconds()) {
      return Optional.of("the repository has not been read for %d s".formatted(seconds));
    }
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
  public List<Entry> index() {
    List<Entry> entries = new ArrayList<>();
    for (Model model : models()) {
      if (model.unloaded()) {
        entries.add(new Entry(model.name(), "", "UNAVAILABLE", "unloaded"));
      }
      model.failures().headMap(1).keySet().forEach(number -> entries.add(model.failed(number)));
      Stream<Entry> loaded =
          model.versions().stream()
              .map(v -> new Entry(model.name(), Integer.toString(v.number()), "READY", ""));
      Stream<Entry> failed = model.failures().tailMap(1).keySet().stream().map(model::failed);
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
  public void load(String name) {
    change(
        () -> {
          if (repository.versions(name).isEmpty()) {
            throw Refusal.notFound("there is no model '%s' in the repository", name);
          }
          unloaded.remove(name);
          attempts.values().removeIf(attempt -> attempt.result().isDone());
          return null;
        });
    model(name).held().stream()
        .reduce((older, newer) -> newer)
        .ifPresent(
            failed -> {
              throw failed.reason().equals(LOADING)
                  ? Refusal.unavailable("version %s of '%s': %s", failed.version(), name, LOADING)
                  : Refusal.badRequest(
                      "version %s of the model '%s' cannot be loaded: %s",
                      failed.version(), name, failed.reason());
            });
  }

  /**
   * Takes a model out of service until it is loaded again.
   *
   * @throws Refusal if there is no such model
   */
  public void unload(String name) {
    model(name);
    change(() -> unloaded.add(name));
  }

  private void change(Callable<?> what) {
    try {
      watch
          .submit(
              () -> {
                what.call();
                refresh();
                return null;
              })
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException | RejectedExecutionException e) {
      throw Refusal.unavailable("the repository is being read, try again");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case Refusal refusal -> refusal;
        case InvalidInput invalid ->
            Refusal.badRequest("%s", Refusal.shortened(invalid.getMessage()));
        default -> Refusal.unavailable("the repository %s", reason(e.getCause()));
      };
    }
  }

  private void refresh() {
    try {
      Map<String, Model> next = new HashMap<>();
      Set<Path> seen = new HashSet<>();
      for (String name : repository.candidates()) {
        Optional<Model> model = refreshed(name, seen);
        model.ifPresent(
            present -> {
              next.put(name, present);
              // At once: the one after it may take its time.
              Map<String, Model> now = new HashMap<>(models);
              now.put(name, present);
              replace(now);
            });
      }
      unloaded.retainAll(next.keySet());
      replace(next);
      forget(seen);
      unreadable = null;
    } catch (Throwable e) {
      // What is loaded stays, and the next look may succeed.
      String reason = "the repository " + reason(e);
      if (!reason.equals(unreadable)) {
        log.accept(reason);
      }
      unreadable = reason;
    } finally {
      lastLook = nanos.getAsLong();
    }
  }

  /**
   * @param seen gets the folders of its versions
   * @return empty if it has no version
   */
  private Optional<Model> refreshed(String name, Set<Path> seen) {
    if (unloaded.contains(name)) {
      return Optional.of(new Model(name, List.of(), new TreeMap<>(), true));
    }
    Model current = models.getOrDefault(name, new Model(name, List.of(), new TreeMap<>(), false));
    SortedMap<Integer, String> failures = new TreeMap<>();
    List<Integer> numbers;
    try {
      if (Files.isSymbolicLink(repository.root().resolve(name))) {
        throw new InvalidInput("is a link, a folder is expected");
      }
      numbers = repository.versions(name).reversed();
    } catch (InvalidInput | IOException e) {
      failures.put(0, reason(e));
      report(current, 0, failures.get(0));
      return Optional.of(new Model(name, current.versions(), failures, false));
    }
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    List<ServedVersion> versions = new ArrayList<>();
    for (int number : numbers.subList(0, Math.min(numbers.size(), keep + ATTEMPTS))) {
      if (versions.size() == keep) {
        break;
      }
      Optional<ServedVersion> loaded = current.version(number);
      try {
        versions.addFirst(loaded.isPresent() ? loaded.get() : load(name, number, seen));
      } catch (Failed e) {
        failures.put(number, e.getMessage());
        report(current, number, e.getMessage());
      }
    }
    return Optional.of(new Model(name, List.copyOf(versions), failures, false));
  }

  private void report(Model before, int number, String failure) {
    if (!failure.equals(before.failures().get(number))) {
      log.accept(
          (number == 0 ? "" : "version %d of ".formatted(number))
              + "'%s' cannot be loaded: %s".formatted(before.name(), failure));
    }
  }

  /**
   * Reason why a version is not served, worded for clients too, who need not know where the
   * repository is.
   */
  private static final class Failed extends Exception {

    private Failed(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Loads a version on a thread of its own, which may never end, and is waited for only once. */
  private ServedVersion load(String name, int number, Set<Path> seen) throws Failed {
    Path folder = repository.root().resolve(name).resolve(Integer.toString(number));
    seen.add(folder);
    try {
      FileTime written = written(folder);
      Attempt attempt = attempts.get(folder);
      boolean isNew =
          attempt == null || attempt.result().isDone() && !attempt.written().equals(written);
      if (isNew) {
        attempt = new Attempt(written, new CompletableFuture<>());
        attempts.put(folder, attempt);
        start(name, number, attempt.result());
      }
      ServedVersion version = attempt.result().get(isNew ? PATIENCE_SECONDS : 0, TimeUnit.SECONDS);
      attempts.remove(folder);
      log.accept(
          "loaded version %d of '%s': %s".formatted(number, name, version.metadata().model()));
      return version;
    } catch (TimeoutException e) {
      throw new Failed(LOADING);
    } catch (ExecutionException e) {
      throw new Failed(reason(e.getCause()));
    } catch (IOException e) {
      throw new Failed(reason(e));
    } catch (InterruptedException e) {
      throw new CancellationException("the server is stopping");
    }
  }

  private void start(String name, int number, CompletableFuture<ServedVersion> result) {
    Thread.ofPlatform()
        .daemon()
        .name("load-%s-%d".formatted(name, number))
        .start(
            () -> {
              try {
                result.complete(ServedVersion.load(repository, name, number, metrics));
              } catch (Throwable e) {
                // The other models are served in any case.
                result.completeExceptionally(e);
              }
            });
  }

  private static FileTime written(Path folder) throws IOException {
    FileTime last = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
    Path model = folder.resolve(ModelRepository.MODEL);
    if (!Files.exists(model, LinkOption.NOFOLLOW_LINKS)) {
      return last;
    }
    FileTime changed = Files.getLastModifiedTime(model, LinkOption.NOFOLLOW_LINKS);
    return changed.compareTo(last) > 0 ? changed : last;
  }

  private String reason(Throwable e) {
    String text =
        switch (e) {
          case InvalidInput _, IllegalStateException _ -> String.valueOf(e.getMessage());
          case IOException _ -> "cannot be read (%s)".formatted(e);
          default -> "failed (%s)".formatted(e);
        };
    return text.replace(repository.root() + File.separator, "").lines().findFirst().orElse("");
  }

  /** Versions that are not in the repository any more. */
  private void forget(Set<Path> seen) {
    attempts
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !seen.contains(entry.getKey());
              if (gone) {
                entry.getValue().result().thenAccept(ServedVersion::release);
              }
              return gone;
            });
  }

  private void replace(Map<String, Model> next) {
    List<ServedVersion> before = served();
    models = Map.copyOf(next);
    Set<ServedVersion> after = Set.copyOf(served());
    for (ServedVersion version : before) {
      if (!after.contains(version)) {
        metrics.remove(version.model(), version.number());
        version.release();
        log.accept("retired version %d of '%s'".formatted(version.number(), version.model()));
      }
    }
  }

  /**
   * Returns whether a model is still being loaded, in the runtime's code that cannot be
   * interrupted.
   */
  public boolean isLoading() {
    return attempts.values().stream().anyMatch(attempt -> !attempt.result().isDone());
  }

  /** Each request under way ends by itself. */
  @Override
  public void close() {
    watch.shutdownNow();
    try {
      if (watch.awaitTermination(1, TimeUnit.SECONDS)) {
        replace(Map.of());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
