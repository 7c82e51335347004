package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.GraphCounts;

/** Adds up what a deletion takes, store by store. */
final class DeletionTally {

  private final ForgetMode mode;
  private DeletedSessions log = new DeletedSessions(0, 0);
  private GraphCounts graph = new GraphCounts(0, 0, 0, 0, 0);
  private long datasets;
  private long grants;
  private long modelCalls;
  private long jobs;
  private long feedback;
  private long users;

  DeletionTally(ForgetMode mode) {
    this.mode = mode;
  }

  void log(DeletedSessions more) {
    log = new DeletedSessions(log.sessions() + more.sessions(), log.entries() + more.entries());
  }

  void graph(GraphCounts more) {
    graph =
        new GraphCounts(
            graph.documents() + more.documents(),
            graph.chunks() + more.chunks(),
            graph.entities() + more.entities(),
            graph.facts() + more.facts(),
            graph.summaries() + more.summaries());
  }

  void dataset(boolean there) {
    datasets += there ? 1 : 0;
  }

  void grants(long more) {
    grants += more;
  }

  void modelCalls(long more) {
    modelCalls += more;
  }

  void jobs(long more) {
    jobs += more;
  }

  void feedback(long more) {
    feedback += more;
  }

  void user(boolean there) {
    users += there ? 1 : 0;
  }

  DeletionReport report() {
    return new DeletionReport(
        mode, log, graph, datasets, grants, modelCalls, jobs, feedback, users);
  }
}
