/**
 * The use cases at work, package-private, and the one factory that builds them. Depends on the
 * driving ports, the domain and slf4j; nothing outside depends on more than the factory.
 */
@NullMarked
package dev.mnemo.application.service;

import org.jspecify.annotations.NullMarked;
