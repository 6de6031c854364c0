package io.arcipelago.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses request bodies above a size with 413, also those sent in chunks without a length. Tomcat
 * itself limits forms only.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final long usualBytes;
    private final Map<String, Long> byPath;
    private final FailureWriter failures;

    BodyLimitFilter(DataSize limit, List<BodyLimit> exceptions, FailureWriter failures) {
        this.usualBytes = limit.toBytes();
        this.byPath =
                exceptions.stream()
                        .collect(
                                Collectors.toMap(
                                        BodyLimit::path, exception -> exception.most().toBytes()));
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limitBytes = byPath.getOrDefault(request.getRequestURI(), usualBytes);
        if (request.getContentLengthLong() > limitBytes) {
            failures.write(request, response, tooLarge(limitBytes));
            return;
        }
        chain.doFilter(new LimitedRequest(request, limitBytes), response);
    }

    private static ApiFailure tooLarge(long limitBytes) {
        return new ApiFailure(
                HttpStatus.CONTENT_TOO_LARGE,
                FailureClass.TEMPLATE,
                "body-too-large",
                "The body is larger than %d bytes; send less at once.".formatted(limitBytes),
                Map.of());
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long limitBytes;

        LimitedRequest(HttpServletRequest request, long limitBytes) {
            super(request);
            this.limitBytes = limitBytes;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), limitBytes);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final long limitBytes;
        private long seenBytes;

        LimitedStream(ServletInputStream body, long limitBytes) {
            this.body = body;
            this.limitBytes = limitBytes;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            if (next >= 0) {
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            if (count > 0) {
                count(count);
            }
            return count;
        }

        private void count(int bytes) {
            seenBytes += bytes;
            if (seenBytes > limitBytes) {
                throw tooLarge(limitBytes);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
