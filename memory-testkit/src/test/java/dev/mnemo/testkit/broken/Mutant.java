package dev.mnemo.testkit.broken;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A subject of a contract with one planted fault.
 *
 * @param fault what it does wrong, as the end of a sentence that starts with "it"
 * @param subject makes a fresh subject for each clause
 * @param rejectedBy the clauses that must reject it; others may
 */
public record Mutant<C>(String fault, Supplier<C> subject, Set<String> rejectedBy) {

  public Mutant {
    rejectedBy = Set.copyOf(rejectedBy);
  }

  static <C> Mutant<C> of(String fault, Supplier<C> subject, String... rejectedBy) {
    return new Mutant<>(fault, subject, Set.copyOf(List.of(rejectedBy)));
  }
}
