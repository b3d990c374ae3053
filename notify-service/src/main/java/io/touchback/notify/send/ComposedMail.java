package io.touchback.notify.send;

/**
 * A mail as octets with CRLF line ends, not dot-stuffed.
 *
 * @param forEightBit was it made for a server that takes octets beyond ASCII?
 * @param eightBit are there any in it?
 */
record ComposedMail(byte[] octets, boolean forEightBit, boolean eightBit) {}
