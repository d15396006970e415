# The production image of web, worker and jobs. Nothing secret is in it: keys and passwords come when it runs.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/core.txt /requirements.txt
# A package index of your own: docker build --secret id=pip,src=pip.conf
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    /venv/bin/pip install --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --shell /usr/sbin/nologin docketline \
    && install -d -o docketline -g docketline /srv/media
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# Compiled once, since the file system is read-only later. The key of this step lives for this step only.
RUN python -m compileall -q /app && \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex(32))')" \
    CONTACT_EMAIL=build@localhost EMAIL_URL=memory: \
    python manage.py collectstatic --noinput && \
    rm -rf .data
ENV MEDIA_ROOT=/srv/media
VOLUME /srv/media
EXPOSE 8000
USER docketline
# --preload: a setting that is missing stops the container with one line, instead of a worker again and again.
CMD ["gunicorn", "config.wsgi", "--preload", "--worker-class", "gthread", "--threads", "4", "--access-logfile", "-"]
