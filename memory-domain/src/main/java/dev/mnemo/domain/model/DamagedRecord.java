package dev.mnemo.domain.model;

/**
 * A stored record that could not be read and was left out of the result.
 *
 * @param where which record, as an operator can find it
 * @param reason what is wrong with it
 */
public record DamagedRecord(String where, String reason) {

  public DamagedRecord {
    Require.text("where", where);
    Require.text("reason", reason);
  }
}
