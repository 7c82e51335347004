/**
 * What a port promises, as contracts, with fakes that keep them and rules of architecture. Test
 * scope only.
 */
@NullMarked
package dev.mnemo.testkit;

import org.jspecify.annotations.NullMarked;
