package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/** A running transaction, in the server's dialect. */
record Transaction(TransactionContext context, Dialect dialect) {

  List<Record> run(String cypher, Map<String, Object> parameters) {
    return context.run(dialect.statement(cypher), parameters).list();
  }

  /** Runs a statement and counts the nodes that it created. */
  int nodesCreatedBy(String cypher, Map<String, Object> parameters) {
    return context
        .run(dialect.statement(cypher), parameters)
        .consume()
        .counters()
        .nodesCreated();
  }
}
