package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.graph.GraphCounts;

/**
 * What a deletion took, store by store; what it would take, after a dry run.
 *
 * @param log from the session log
 * @param graph from the knowledge graph
 * @param datasets datasets that are no more, with the grants on them
 * @param grants grants that the deleted user had on others' datasets
 * @param modelCalls from the usage ledger
 * @param jobs background jobs
 * @param feedback entries whose feedback was withdrawn from the graph's weights
 * @param users entries of the user directory
 */
public record DeletionReport(
    ForgetMode mode,
    DeletedSessions log,
    GraphCounts graph,
    long datasets,
    long grants,
    long modelCalls,
    long jobs,
    long feedback,
    long users) {

  public DeletionReport {
    Require.present("mode", mode);
    Require.present("session log", log);
    Require.present("graph", graph);
    Require.notNegative("datasets", datasets);
    Require.notNegative("grants", grants);
    Require.notNegative("model calls", modelCalls);
    Require.notNegative("jobs", jobs);
    Require.notNegative("feedback", feedback);
    Require.notNegative("users", users);
  }
}
