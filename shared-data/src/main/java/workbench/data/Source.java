package workbench.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Source of the rows of a data set. */
public sealed interface Source {

  /** Source of rows that are drawn from a seed; there is no file. */
  record Generator() implements Source {}

  /**
   * A CSV file that the workbench brings along.
   *
   * @param name of the data set
   * @param renamed the classes of labels of the file that are not themselves the classes themselves
   * @param classNames the negative and the positive class
   */
  record Bundled(String name, Map<String, String> renamed, List<String> classNames)
      implements Source {

    public Bundled {
      renamed = Map.copyOf(renamed);
      classNames = List.copyOf(classNames);
    }

    public String fileName() {
      return name + ".csv";
    }

    /** The bytes of the file; for the caller to close. */
    public InputStream open() {
      return Bundled.class.getResourceAsStream(fileName());
    }
  }

  /** A CSV file of the user's own, which may not be there. */
  record UserFile(Path path) implements Source {}
}
