/**
 * Fakes with a planted fault each, and the clauses that must reject them: what shows that a
 * contract can fail. Who adds a clause adds the fault that it is there for.
 */
@NullMarked
package dev.mnemo.testkit.broken;

import org.jspecify.annotations.NullMarked;
