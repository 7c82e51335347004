package dev.mnemo.adapter.graph.neo4j;

import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A node that another transaction deleted while this one waited for it; the same work succeeds when
 * it starts over. The server says so only where it comes to read from the node.
 */
final class StaleNode {

  private static final String ENTITY_NOT_FOUND = "Neo.ClientError.Statement.EntityNotFound";

  private StaleNode() {}

  /** What the server would have said, had it noticed. */
  static Neo4jException afterFewerThan(int expected, int made) {
    return new ClientException(
        ENTITY_NOT_FOUND,
        "of %d nodes or relationships only %d were there".formatted(expected, made));
  }

  static boolean isBehind(Neo4jException failure) {
    return ENTITY_NOT_FOUND.equals(failure.code());
  }
}
