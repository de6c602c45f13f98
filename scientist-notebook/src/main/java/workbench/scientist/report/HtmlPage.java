package workbench.scientist.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModelException;
import freemarker.template.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A self-contained HTML page, made from a FreeMarker template; all values in it are escaped. */
public final class HtmlPage {

  private static final Version VERSION = Configuration.VERSION_2_3_35;

  private final Class<?> owner;
  private final String template;

  /**
   * @param owner the class beside which the template lies
   * @param template its file name, ending in {@code .ftlh}
   */
  public HtmlPage(Class<?> owner, String template) {
    this.owner = owner;
    this.template = template;
  }

  /**
   * @param values by the names that the template knows them by; beside them it has {@code css}, the
   *     style of all pages
   * @return the page
   */
  public String with(Map<String, ?> values) {
    var configuration = new Configuration(VERSION);
    configuration.setClassForTemplateLoading(owner, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setObjectWrapper(new DefaultObjectWrapper(VERSION));
    var all = new HashMap<String, Object>(values);
    var page = new StringWriter();
    try {
      all.put("css", markup(style()));
      configuration.getTemplate(template).process(all, page);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("%s: %s".formatted(template, e.getMessage()), e);
    }
    return page.toString();
  }

  /** Text that is HTML already, so that it is not escaped again. */
  public static Object markup(String html) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(html);
    } catch (TemplateModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
