# One image for every process of the full stack: web, websocket, worker, beat, migrate.
FROM node:20-bookworm-slim AS frontend
WORKDIR /app
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN npm ci --prefix frontend
COPY frontend frontend
COPY static static
RUN npm run build --prefix frontend

FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    DATA_DIR=/data \
    PDF_FONT=/usr/share/fonts/truetype/arphic/uming.ttc
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-arphic-uming \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home collab \
    && install --directory --owner collab --group collab /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
COPY --from=frontend /app/static/dist static/dist
RUN pybabel compile -f -d locale -D django \
    && SECRET_KEY=only-for-collecting DATA_DIR=/tmp/build python manage.py collectstatic --noinput \
    && rm -rf /tmp/build
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "collab.wsgi"]
