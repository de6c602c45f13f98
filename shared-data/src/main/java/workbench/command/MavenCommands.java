package workbench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The commands {@code exec:exec@ID} and their options, read out of the poms: so no second list of
 * them is kept. A command is an execution of exec-maven-plugin without a phase. Its options are the
 * properties without a dot in its configuration.
 *
 * @param commands by their ids
 * @param properties the names of all properties of all poms
 * @param switches the options that are true or false; in the pom their default is {@code false}
 * @param profiles the ids of all profiles
 */
record MavenCommands(
    Map<String, Command> commands,
    Set<String> properties,
    Set<String> switches,
    Set<String> profiles) {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.-]+)}");

  /**
   * A command.
   *
   * @param id the name after {@code exec:exec@}
   * @param module the artifact id of the module that runs it
   * @param profile the profile that brings the module, or ""
   * @param options the names of its options
   * @param test whether it runs test classes, as only the project's own checks do
   */
  record Command(String id, String module, String profile, Set<String> options, boolean test) {}

  /**
   * @param root the project's root folder
   * @throws IOException if a pom cannot be read
   */
  static MavenCommands read(Path root) throws IOException {
    var found =
        new MavenCommands(new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    found.addPom(root, "", new HashMap<>());
    return found;
  }

  /** The options of all commands. */
  Set<String> options() {
    var options = new TreeSet<String>();
    commands.values().forEach(command -> options.addAll(command.options()));
    return options;
  }

  /**
   * @param optionBehind the option that sets a property through a profile which it activates
   */
  private void addPom(Path folder, String profile, Map<String, String> optionBehind)
      throws IOException {
    Element project = parse(folder.resolve("pom.xml"));
    addProperties(project);
    List<Element> profiles = children(child(project, "profiles"), "profile");
    for (Element each : profiles) {
      this.profiles.add(text(each, "id"));
      addProperties(each);
      String option = text(child(child(each, "activation"), "property"), "name");
      for (Element property : children(child(each, "properties"), "*")) {
        optionBehind.put(property.getTagName(), option);
      }
    }
    var builds = new ArrayList<>(profiles);
    builds.add(project);
    for (Element each : builds) {
      for (Element plugin : children(child(child(each, "build"), "plugins"), "plugin")) {
        if (text(plugin, "artifactId").equals("exec-maven-plugin")) {
          addCommands(plugin, text(project, "artifactId"), profile, optionBehind);
        }
      }
      for (Element module : children(child(each, "modules"), "module")) {
        String needed = each == project ? profile : text(each, "id");
        addPom(folder.resolve(module.getTextContent().strip()), needed, optionBehind);
      }
    }
  }

  private void addProperties(Element owner) {
    for (Element property : children(child(owner, "properties"), "*")) {
      properties.add(property.getTagName());
      if (property.getTextContent().strip().equals("false")) {
        switches.add(property.getTagName());
      }
    }
  }

  private void addCommands(
      Element plugin, String module, String profile, Map<String, String> optionBehind) {
    for (Element execution : children(child(plugin, "executions"), "execution")) {
      if (child(execution, "phase") != null) {
        continue;
      }
      Element configuration = child(execution, "configuration");
      var options = new TreeSet<String>();
      var references =
          REFERENCE.matcher(configuration == null ? "" : configuration.getTextContent());
      while (references.find()) {
        String name = references.group(1);
        String option = name.contains(".") ? optionBehind.getOrDefault(name, "") : name;
        if (!option.isEmpty()) {
          options.add(option);
        }
      }
      boolean test = text(configuration, "classpathScope").equals("test");
      String id = text(execution, "id");
      commands.put(id, new Command(id, module, profile, options, test));
    }
  }

  private static Element parse(Path pom) throws IOException {
    try (var in = Files.newInputStream(pom)) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(pom + ": " + e.getMessage(), e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (Node node = parent == null ? null : parent.getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element element
          && (name.equals("*") || element.getTagName().equals(name))) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent().strip();
  }
}
