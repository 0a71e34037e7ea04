import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: [
    "@millrace/api",
    "@millrace/bundle",
    "@millrace/core",
    "@millrace/db",
    "@millrace/protocol",
    "@millrace/queue",
    "@millrace/services",
    "@millrace/storage",
    "@millrace/telemetry",
    "@millrace/ui",
  ],
  devIndicators: false,
  async redirects() {
    return [{ source: "/invite/:token", destination: "/invitations/:token", permanent: false }];
  },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          // Browsers honor it over HTTPS only.
          { key: "Strict-Transport-Security", value: "max-age=31536000" },
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
    ];
  },
};

export default config;
