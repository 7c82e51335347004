package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.EvidenceId;

/** Candidates as another dataset holds them too. */
final class Copies {

  private Copies() {}

  static Candidate in(String dataset, Candidate one) {
    return new Candidate(
        new EvidenceId(one.id().kind(), new DatasetId(dataset), one.id().id()),
        one.text(),
        one.textScore(),
        one.vectorScore(),
        one.weight(),
        one.entities(),
        one.setting(),
        one.told());
  }
}
