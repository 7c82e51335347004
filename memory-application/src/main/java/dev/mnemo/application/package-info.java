/**
 * Use cases: driving ports in {@code port.in}, their package-private services beside them. May
 * depend on the domain and slf4j; never on an adapter.
 */
@NullMarked
package dev.mnemo.application;

import org.jspecify.annotations.NullMarked;
