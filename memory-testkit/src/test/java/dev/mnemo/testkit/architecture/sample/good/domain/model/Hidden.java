package dev.mnemo.testkit.architecture.sample.good.domain.model;

/** A value that hides how it is kept. */
public final class Hidden {
  private final int value;

  private Hidden(int value) {
    this.value = value;
  }

  public static Hidden of(int value) {
    return new Hidden(value);
  }

  public int value() {
    return value;
  }
}
