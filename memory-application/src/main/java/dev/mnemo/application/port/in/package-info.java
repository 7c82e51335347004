/**
 * Driving ports: what a caller can ask of mnemo, one interface with one method per use case. Each
 * call carries the user scope on whose behalf it runs. Depends on the domain alone.
 */
@NullMarked
package dev.mnemo.application.port.in;

import org.jspecify.annotations.NullMarked;
