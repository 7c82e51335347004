/** The core every other module may depend on; it depends on the JDK alone. */
package dev.mnemo.domain;
