package dev.mnemo.testkit;

import dev.mnemo.domain.exception.MnemoException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The clauses of a contract: its test methods, by name, run one by one without a test engine. */
public final class Clauses {

  private Clauses() {}

  /** The names of a contract's clauses of any kind that JUnit runs, inherited ones included. */
  public static Set<String> of(Class<?> contract) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(contract.getMethods())
        .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
        .map(Method::getName)
        .forEach(names::add);
    return names;
  }

  /**
   * Runs one clause against a subject that nothing else uses.
   *
   * @return why the clause rejects the subject; empty where it accepts it
   */
  public static Optional<Throwable> rejection(Object subject, String clause) {
    try {
      Method method = subject.getClass().getMethod(clause);
      method.setAccessible(true);
      method.invoke(subject);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      // The last: a clause took the first of what it expected, and there was none.
      if (cause instanceof AssertionError
          || cause instanceof MnemoException
          || cause instanceof NoSuchElementException) {
        return Optional.of(cause);
      }
      throw new IllegalStateException(clause + " itself is broken", cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "'%s' is no clause of %s".formatted(clause, subject.getClass().getName()), e);
    }
  }
}
