package dev.mnemo.adapter.graph.neo4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Query;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.ClientException;

/** Notes the statements that go through a driver, and refuses those that a test wants to fail. */
final class Recording {

  /** A statement as it was sent. */
  record Sent(String cypher, Value parameters) {}

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> refused = cypher -> false;

  Driver of(Driver driver) {
    return wrap(Driver.class, driver);
  }

  /** What was sent since the last time. */
  List<Sent> take() {
    List<Sent> taken = new ArrayList<>(sent);
    sent.clear();
    return taken;
  }

  /** From now on, statements like these fail instead of being sent. */
  void refuse(Predicate<String> statements) {
    refused = statements;
  }

  private <T> T wrap(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("run") && arguments != null) {
      note((Query) arguments[0]);
    }
    try {
      Object result = method.invoke(real, arguments);
      return switch (result) {
        case Session session -> wrap(Session.class, session);
        case Transaction transaction -> wrap(Transaction.class, transaction);
        case null, default -> result;
      };
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void note(Query query) {
    sent.add(new Sent(query.text(), query.parameters()));
    if (refused.test(query.text())) {
      throw new ClientException("Neo.ClientError.Test.Refused", "refused by the test");
    }
  }
}
