package dev.mnemo.domain.model;

/** Whether forgetting is meant. */
public enum ForgetMode {
  FORGET,
  /** Tells what would go, and changes nothing. */
  DRY_RUN
}
