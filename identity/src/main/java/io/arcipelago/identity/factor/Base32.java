package io.arcipelago.identity.factor;

/** Base32 without padding (RFC 4648, section 6), for whole groups of five bytes. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int GROUP_BYTES = 5;
    private static final int GROUP_CHARACTERS = 8;

    private Base32() {}

    static String encode(byte[] bytes) {
        if (bytes.length % GROUP_BYTES != 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are no whole number of groups of five");
        }
        StringBuilder text = new StringBuilder();
        for (int start = 0; start < bytes.length; start += GROUP_BYTES) {
            long group = 0;
            for (int i = 0; i < GROUP_BYTES; i++) {
                group = (group << 8) | (bytes[start + i] & 0xff);
            }
            for (int i = GROUP_CHARACTERS - 1; i >= 0; i--) {
                text.append(ALPHABET.charAt((int) ((group >> (5 * i)) & 31)));
            }
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        if (text.length() % GROUP_CHARACTERS != 0) {
            throw new IllegalArgumentException(
                    text.length() + " characters are no whole number of groups of eight");
        }
        byte[] bytes = new byte[text.length() / GROUP_CHARACTERS * GROUP_BYTES];
        for (int start = 0; start < text.length(); start += GROUP_CHARACTERS) {
            long group = 0;
            for (int i = 0; i < GROUP_CHARACTERS; i++) {
                int value = ALPHABET.indexOf(text.charAt(start + i));
                if (value < 0) {
                    throw new IllegalArgumentException("The text has a character outside base32");
                }
                group = (group << 5) | value;
            }
            for (int i = 0; i < GROUP_BYTES; i++) {
                bytes[start / GROUP_CHARACTERS * GROUP_BYTES + i] =
                        (byte) (group >> (8 * (GROUP_BYTES - 1 - i)));
            }
        }
        return bytes;
    }
}
