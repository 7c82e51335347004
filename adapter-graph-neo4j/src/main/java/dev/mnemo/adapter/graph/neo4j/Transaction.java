package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.QueryRunner;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.summary.SummaryCounters;

/** A running transaction, in the server's dialect. */
record Transaction(QueryRunner runner, Dialect dialect) {

  List<Record> run(String cypher, Map<String, Object> parameters) {
    return runner.run(dialect.query(cypher, parameters)).list();
  }

  /** Runs a statement and counts what it changed. */
  SummaryCounters change(String cypher, Map<String, Object> parameters) {
    return runner.run(dialect.query(cypher, parameters)).consume().counters();
  }

  /** As {@link #change}, with the one row that the statement returns. */
  Change changeAndRead(String cypher, Map<String, Object> parameters) {
    Result result = runner.run(dialect.query(cypher, parameters));
    Record row = result.single();
    return new Change(row, result.consume().counters());
  }

  /** What a statement returned, and what it changed. */
  record Change(Record row, SummaryCounters counters) {}
}
