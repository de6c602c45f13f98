package workbench.exercises;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import workbench.model.Json;

/**
 * An exercise as {@code exercises.json} describes it.
 *
 * @param name as typed
 * @param role {@code engineer} or {@code scientist}
 * @param goal one sentence
 * @param minutes that a learner needs
 * @param row of the comparison table that it belongs to
 * @param starterSays a part of the message that the starter gets
 * @param hints three: a question, where to look, almost the answer
 */
record Entry(
    String name,
    String role,
    String goal,
    int minutes,
    String row,
    String starterSays,
    List<String> hints) {

  private record All(List<Entry> exercises) {}

  private static final List<Entry> ALL =
      Json.read(resource("exercises.json"), All.class).exercises();

  /** All exercises, in the order of the list. */
  static List<Entry> all() {
    return ALL;
  }

  /** The name of its class: the first letter is upper case. */
  String className() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  String fileName() {
    return className() + ".java";
  }

  /** The learner's file, in a folder that git ignores. */
  Path file(Path root) {
    String module = role.equals("engineer") ? "engineer-pipeline" : "scientist-notebook";
    return root.resolve(module).resolve("exercises").resolve(fileName());
  }

  /** The text that the learner begins with. */
  String starter() {
    return resource("starters/" + fileName());
  }

  Exercise check() {
    return switch (name) {
      case "seeds" -> new SeedsCheck();
      case "leak" -> new LeakCheck();
      case "interaction" -> new InteractionCheck();
      case "roles" -> new RolesCheck();
      case "difference" -> new DifferenceCheck();
      case "drift" -> new DriftCheck();
      case "odds" -> new OddsCheck();
      case "overfit" -> new OverfitCheck();
      case "skew" -> new SkewCheck();
      case "units" -> new UnitsCheck();
      case "threshold" -> new ThresholdCheck();
      case "gate" -> new GateCheck();
      case "incumbent" -> new IncumbentCheck();
      case "handover" -> new HandoverCheck();
      case "port" -> new PortCheck();
      default -> throw new IllegalStateException(name);
    };
  }

  /** A text file beside this class. */
  static String resource(String file) {
    try (InputStream in = Entry.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
