package workbench.exercises;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbench.text.TerminalText;

/**
 * The learner's class. Each argument is a copy, so the learner's code cannot change the data of the
 * check.
 */
final class Answer {

  private final Class<?> type;

  Answer(Class<?> type) {
    this.type = type;
  }

  /**
   * Calls a static method.
   *
   * @param result the type that it returns
   * @param arguments each of a primitive's wrapper, an array or a public type
   * @throws NotYet if there is no such method, if it throws, or if it returns null
   */
  <T> T call(Class<T> result, String name, Object... arguments) {
    Class<?>[] types =
        Arrays.stream(arguments).map(each -> primitive(each.getClass())).toArray(Class<?>[]::new);
    Method method = method(result, name, types);
    Object value;
    try {
      value = method.invoke(null, Arrays.stream(arguments).map(Answer::copy).toArray());
    } catch (InvocationTargetException e) {
      throw failed(name, e.getCause());
    } catch (ExceptionInInitializerError e) {
      throw failed("the class", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    if (value == null) {
      throw new NotYet("%s returns null", name);
    }
    @SuppressWarnings("unchecked") // Its type was compared with the method's.
    T returned = (T) value;
    return returned;
  }

  /**
   * Calls a method that returns a double.
   *
   * @throws NotYet also if it is not a finite number
   */
  double number(String name, Object... arguments) {
    double value = call(double.class, name, arguments);
    if (!Double.isFinite(value)) {
      throw new NotYet("%s returns %s, which is no number to work with", name, value);
    }
    return value;
  }

  private Method method(Class<?> result, String name, Class<?>... types) {
    try {
      Method method = type.getDeclaredMethod(name, types);
      method.setAccessible(true);
      if (method.getReturnType().equals(result) && Modifier.isStatic(method.getModifiers())) {
        return method;
      }
    } catch (NoSuchMethodException _) {
      // Told below.
    }
    throw new NotYet(
        "there is no method «static %s %s(%s)»: the check calls it",
        result.getSimpleName(),
        name,
        Stream.of(types).map(Class::getSimpleName).collect(Collectors.joining(", ")));
  }

  private NotYet failed(String name, Throwable error) {
    String where =
        Arrays.stream(error.getStackTrace())
            .filter(frame -> frame.getClassName().split("\\$")[0].equals(type.getName()))
            .findFirst()
            .map(frame -> " in line " + frame.getLineNumber())
            .orElse("");
    return switch (error) {
      case StackOverflowError _ ->
          new NotYet("%s calls itself without end%s (stack overflow)", name, where);
      default ->
          new NotYet(
              "%s fails%s: %s",
              name, where, TerminalText.shortened(error.toString(), CheckProcess.LONGEST_LINE));
    };
  }

  private static Class<?> primitive(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  private static Object copy(Object argument) {
    return switch (argument) {
      case double[] values -> values.clone();
      case int[] values -> values.clone();
      case boolean[] values -> values.clone();
      case double[][] rows -> Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
      default -> argument;
    };
  }
}
