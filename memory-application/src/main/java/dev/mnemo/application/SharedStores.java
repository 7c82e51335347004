package dev.mnemo.application;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UserDirectory;

/** What all instances share beside the graph and the sessions. */
public record SharedStores(
    JobStore jobs, UserDirectory users, FeedbackLedger feedback, SessionClaims claims) {

  public SharedStores {
    Require.present("job store", jobs);
    Require.present("user directory", users);
    Require.present("feedback ledger", feedback);
    Require.present("session claims", claims);
  }
}
