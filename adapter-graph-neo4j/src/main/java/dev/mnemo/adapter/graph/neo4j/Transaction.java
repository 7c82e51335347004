package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.summary.SummaryCounters;

/** A running transaction, in the server's dialect. */
record Transaction(TransactionContext context, Dialect dialect) {

  List<Record> run(String cypher, Map<String, Object> parameters) {
    return context.run(dialect.statement(cypher), parameters).list();
  }

  /** Runs a statement and counts what it changed. */
  SummaryCounters change(String cypher, Map<String, Object> parameters) {
    return context.run(dialect.statement(cypher), parameters).consume().counters();
  }
}
