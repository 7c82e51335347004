package dev.mnemo.adapter.graph.neo4j;

import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A node was deleted by another transaction while this one waited for it; the same work succeeds
 * when it starts over. The server says so only where it comes to read from the node.
 */
final class StaleNodeException extends ClientException {

  private static final long serialVersionUID = 1L;
  private static final String ENTITY_NOT_FOUND = "Neo.ClientError.Statement.EntityNotFound";

  private StaleNodeException(String message) {
    super(ENTITY_NOT_FOUND, message);
  }

  static StaleNodeException afterFewerThan(int expected, int made) {
    return new StaleNodeException(
        "of %d nodes or relationships only %d were there".formatted(expected, made));
  }

  /** Whether that is what a failure, of the server or of this class, tells. */
  static boolean isBehind(Neo4jException failure) {
    return ENTITY_NOT_FOUND.equals(failure.code());
  }
}
