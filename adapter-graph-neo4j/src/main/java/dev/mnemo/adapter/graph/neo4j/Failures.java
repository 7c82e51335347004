package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.BackendUnavailableException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** Turns the driver's failures into what a caller can act on, without a secret. */
final class Failures {

  private static final String BACKEND = "knowledge graph (neo4j)";

  private Failures() {}

  /** Whether nobody answers any more at the address, or answers only to others. */
  static boolean lostServer(Neo4jException failure) {
    return failure instanceof ServiceUnavailableException
        || failure instanceof SessionExpiredException
        || failure instanceof AuthenticationException;
  }

  static BackendUnavailableException closed() {
    return new BackendUnavailableException(BACKEND, "was closed; open a new one");
  }

  static BackendUnavailableException interrupted(InterruptedException failure) {
    return new BackendUnavailableException(BACKEND, "was interrupted; repeat the call", failure);
  }

  static BackendUnavailableException unavailable(Neo4jException failure, Neo4jGraphConfig config) {
    return new BackendUnavailableException(BACKEND, reason(failure, config), failure);
  }

  private static String reason(Neo4jException failure, Neo4jGraphConfig config) {
    String code = String.valueOf(failure.code());
    if (code.startsWith("Neo.ClientError.Security.")) {
      return "%s refused the user '%s' (%s); correct the neo4j user or password"
          .formatted(config.uri(), config.user(), code);
    }
    if (code.startsWith("Neo.ClientError.Transaction.TransactionTimedOut")) {
      return "did not finish within %s; send less at once, or raise the neo4j query timeout"
          .formatted(config.queryTimeout());
    }
    if (code.equals("Neo.ClientError.Database.DatabaseNotFound")) {
      return "%s has no database '%s'; create it, or correct the neo4j database"
          .formatted(config.uri(), config.database().orElse("default"));
    }
    if (failure instanceof ServiceUnavailableException) {
      return "no answer from %s; start the server, or correct the neo4j uri"
          .formatted(config.uri());
    }
    if (failure instanceof SessionExpiredException) {
      return "%s closed the connection; try again".formatted(config.uri());
    }
    if (failure instanceof TransientException || failure instanceof RetryableException) {
      return "was still busy after %s (%s); try again".formatted(config.retryTime(), code);
    }
    return "%s could not do it (%s); the cause says more".formatted(config.uri(), code);
  }
}
