package workbench.scientist.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import workbench.scientist.notebook.Notebook.Cell;

/**
 * Comparison of an executed notebook with its stored outputs: text is the same, numbers in it
 * differ by no more than 1e-9 of their size, pictures have the same size and are not empty.
 */
final class Comparison {

  static final double TOLERANCE = 1e-9;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private final String notebook;
  private final List<String> differences = new ArrayList<>();

  private Comparison(String notebook) {
    this.notebook = notebook;
  }

  /** One line for each difference: notebook, cell, stored output and new output. */
  static List<String> of(Notebook stored, Notebook fresh) {
    var comparison = new Comparison(stored.name());
    comparison.compare(stored.cells(), fresh.cells());
    return comparison.differences;
  }

  private void compare(List<Cell> stored, List<Cell> fresh) {
    List<String> ids = stored.stream().map(Cell::id).toList();
    List<String> freshIds = fresh.stream().map(Cell::id).toList();
    if (!ids.equals(freshIds)) {
      differences.add(
          "%s: stored are the cells %s, executed were %s".formatted(notebook, ids, freshIds));
      return;
    }
    for (int i = 0; i < stored.size(); i++) {
      compare(stored.get(i), fresh.get(i));
    }
  }

  private void compare(Cell stored, Cell fresh) {
    if (!stored.source().equals(fresh.source())) {
      differ(stored, "the source", stored.source(), fresh.source());
    }
    if (stored.executionCount() != fresh.executionCount()) {
      differ(stored, "the execution count", stored.executionCount(), fresh.executionCount());
    }
    if (!kinds(stored).equals(kinds(fresh))) {
      differ(stored, "the outputs", summaries(stored), summaries(fresh));
      return;
    }
    for (int i = 0; i < stored.outputs().size(); i++) {
      Output before = stored.outputs().get(i);
      Output after = fresh.outputs().get(i);
      before.parts().forEach((part, text) -> compare(stored, part, text, after.parts().get(part)));
    }
  }

  private static List<String> kinds(Cell cell) {
    return cell.outputs().stream()
        .map(output -> "%s %s".formatted(output.type(), output.parts().keySet()))
        .toList();
  }

  private static List<String> summaries(Cell cell) {
    return cell.outputs().stream().map(Output::summary).toList();
  }

  private void compare(Cell cell, String part, String stored, String fresh) {
    if (part.equals("image/png")) {
      comparePictures(cell, stored, fresh);
    } else {
      compareTexts(cell, part, stored, fresh);
    }
  }

  private void compareTexts(Cell cell, String part, String stored, String fresh) {
    List<String> lines = stored.lines().toList();
    List<String> freshLines = fresh.lines().toList();
    if (lines.size() != freshLines.size()) {
      differ(cell, part, stored, fresh);
      return;
    }
    IntStream.range(0, lines.size())
        .filter(i -> !sameText(lines.get(i), freshLines.get(i)))
        .forEach(i -> differ(cell, part + ", line " + (i + 1), lines.get(i), freshLines.get(i)));
  }

  private static boolean sameText(String stored, String fresh) {
    if (!NUMBER.matcher(stored).replaceAll("#").equals(NUMBER.matcher(fresh).replaceAll("#"))) {
      return false;
    }
    List<Double> numbers = numbers(stored);
    List<Double> freshNumbers = numbers(fresh);
    return numbers.size() == freshNumbers.size()
        && IntStream.range(0, numbers.size())
            .allMatch(i -> same(numbers.get(i), freshNumbers.get(i)));
  }

  private static List<Double> numbers(String line) {
    return NUMBER.matcher(line).results().map(number -> Double.valueOf(number.group())).toList();
  }

  private static boolean same(double stored, double fresh) {
    return Double.compare(stored, fresh) == 0
        || Math.abs(stored - fresh) <= TOLERANCE * Math.max(Math.abs(stored), Math.abs(fresh));
  }

  private void comparePictures(Cell cell, String stored, String fresh) {
    String size = picture(stored);
    String freshSize = picture(fresh);
    if (!size.equals(freshSize) || !size.matches("\\d+ x \\d+")) {
      differ(cell, "the picture", size, freshSize);
    }
  }

  /** Returns a picture's size in pixels, unless it is blank. */
  private static String picture(String base64) {
    BufferedImage image;
    try {
      image = ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    } catch (IOException | IllegalArgumentException e) {
      return "not a PNG";
    }
    if (image == null) {
      return "not a PNG";
    }
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    if (IntStream.of(pixels).allMatch(pixel -> pixel == pixels[0])) {
      return "empty";
    }
    return "%d x %d".formatted(image.getWidth(), image.getHeight());
  }

  private void differ(Cell cell, String what, Object stored, Object fresh) {
    differences.add(
        "%s, cell %s, %s: stored is «%s», came out «%s»"
            .formatted(
                notebook, cell.id(), what, Objects.toString(stored), Objects.toString(fresh)));
  }
}
