/**
 * Fakes with a planted fault each, and the clauses that must reject them: the tests of the
 * contracts. Beside the tests, since who runs a contract needs no proof that it can fail; who adds
 * a clause adds the fault that it is there for.
 */
@NullMarked
package dev.mnemo.testkit.broken;

import org.jspecify.annotations.NullMarked;
