/**
 * The rules of the architecture, as interfaces of tests. A module's test implements the one that
 * fits it and says which packages to look at; adapters of third parties use {@code AdapterRules} as
 * is.
 */
@NullMarked
package dev.mnemo.testkit.architecture;

import org.jspecify.annotations.NullMarked;
