package io.arcipelago.identity.factor;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * A text as a QR code. The picture is written here, as PNG of one bit per pixel, because Java's own
 * writer would take the whole desktop module along.
 */
final class QrCode {

    private static final int SIZE = 240;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private QrCode() {}

    /** The picture as a {@code data:} URI. */
    static String dataUri(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text));
    }

    static byte[] png(String text) {
        try {
            BitMatrix matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIZE, SIZE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(matrix));
            chunk(out, "IDAT", rows(matrix));
            chunk(out, "IEND", new byte[0]);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text does not fit into a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header(BitMatrix matrix) {
        // One bit per pixel, grey, deflated, not filtered, not interlaced.
        return ByteBuffer.allocate(13)
                .putInt(matrix.getWidth())
                .putInt(matrix.getHeight())
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
    }

    private static byte[] rows(BitMatrix matrix) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            for (int y = 0; y < matrix.getHeight(); y++) {
                // One byte names the row's filter: none.
                byte[] row = new byte[1 + (matrix.getWidth() + 7) / 8];
                for (int x = 0; x < matrix.getWidth(); x++) {
                    if (!matrix.get(x, y)) {
                        row[1 + x / 8] |= (byte) (0x80 >> x % 8);
                    }
                }
                deflater.write(row);
            }
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.write(ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(name);
        out.write(data);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
