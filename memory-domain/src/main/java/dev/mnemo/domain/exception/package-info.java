/**
 * What a caller can act on. Every failure that leaves a port or a use case is one of these types;
 * vendor exceptions stop at the adapter.
 */
package dev.mnemo.domain.exception;
