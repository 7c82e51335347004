package dev.mnemo.adapter.graph.neo4j;

import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;

/**
 * A node was deleted by another transaction while this one waited for it. The driver does not count
 * that as retryable, although the same transaction succeeds when it starts over.
 */
final class StaleNodeException extends ClientException implements RetryableException {

  private static final long serialVersionUID = 1L;
  private static final String ENTITY_NOT_FOUND = "Neo.ClientError.Statement.EntityNotFound";

  private StaleNodeException(Neo4jException cause) {
    super(cause.getMessage(), cause);
  }

  private StaleNodeException(String message) {
    super(message);
  }

  static boolean isBehind(Neo4jException failure) {
    return ENTITY_NOT_FOUND.equals(failure.code());
  }

  static StaleNodeException afterFewerThan(int expected, int made) {
    return new StaleNodeException(
        "of %d nodes or relationships only %d were there".formatted(expected, made));
  }

  static StaleNodeException of(Neo4jException failure) {
    return new StaleNodeException(failure);
  }
}
