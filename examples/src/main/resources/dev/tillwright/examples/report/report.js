(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('figures').textContent);
  var unit = Math.pow(10, data.digits);
  var money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: data.currency });
  var round = new Intl.NumberFormat('en-GB', {
    style: 'currency', currency: data.currency, maximumFractionDigits: 1, notation: 'compact' });
  var count = new Intl.NumberFormat('en-GB');
  var charts = [];

  function major(list) { return list.map(function (minor) { return minor / unit; }); }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  function axis(format) {
    return {
      border: { display: false },
      grid: { color: colour('line'), drawTicks: false },
      ticks: { padding: 8, maxTicksLimit: 6, callback: function (v) { return format.format(v); } }
    };
  }

  function names(limit) {
    return {
      border: { color: colour('line') }, grid: { display: false },
      ticks: { maxRotation: 0, autoSkipPadding: 14, callback: function (value) {
        var text = this.getLabelForValue(value);
        return limit && text.length > limit ? text.slice(0, limit - 1) + '…' : text;
      } }
    };
  }

  function tip(lines) {
    return { padding: 10, displayColors: false, callbacks: { label: lines } };
  }

  function draw(id, config) {
    config.options = Object.assign(
      { responsive: true, maintainAspectRatio: false, animation: false }, config.options);
    charts.push(new Chart(document.getElementById(id), config));
  }

  function drawAll() {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
    Chart.defaults.color = colour('soft');
    var bar = { borderRadius: 3, maxBarThickness: 34, categoryPercentage: .86, barPercentage: .9 };

    var sold = axis(round);
    var mostBack = Math.max.apply(null, [0].concat(major(data.dayBack)));
    sold.min = -1.15 * mostBack; // no more room below the line than it takes
    sold.ticks.includeBounds = false;

    draw('days', {
      type: 'bar',
      data: { labels: data.days, datasets: [
        Object.assign({ label: 'Sold', data: major(data.daySold), backgroundColor: colour('main'), stack: 'day' }, bar),
        Object.assign({ label: 'Given back', data: major(data.dayBack).map(function (v) { return -v; }), backgroundColor: colour('back'), stack: 'day' }, bar)
      ] },
      options: {
        interaction: { mode: 'index', intersect: false },
        scales: { x: Object.assign(names(), { stacked: true }), y: Object.assign(sold, { stacked: true }) },
        plugins: {
          legend: { align: 'end', labels: { boxWidth: 12, boxHeight: 12, borderRadius: 3, useBorderRadius: true } },
          tooltip: tip(function (at) {
            var text = at.dataset.label + ' ' + money.format(Math.abs(at.raw));
            return at.datasetIndex ? text : text + ' in ' + count.format(data.daySales[at.dataIndex]) + ' sales';
          })
        }
      }
    });

    draw('hours', {
      type: 'bar',
      data: { labels: data.hours, datasets: [Object.assign({ data: major(data.hourSold), backgroundColor: colour('blue') }, bar)] },
      options: {
        scales: { x: names(), y: axis(round) },
        plugins: { legend: { display: false }, tooltip: tip(function (at) {
          return money.format(at.raw) + ' in ' + count.format(data.hourSales[at.dataIndex]) + ' sales';
        }) }
      }
    });

    draw('weekdays', {
      type: 'bar',
      data: { labels: data.weekdays, datasets: [Object.assign({ data: data.weekdayIndex, backgroundColor: colour('gold') }, bar)] },
      options: {
        scales: { x: names(), y: axis(count) },
        plugins: { legend: { display: false }, tooltip: tip(function (at) {
          return at.raw + ' beside 100 for a usual day';
        }) }
      }
    });

    draw('sellers', {
      type: 'bar',
      data: { labels: data.sellers, datasets: [Object.assign({}, bar, { data: major(data.sellerSold), backgroundColor: colour('main'), maxBarThickness: 20 })] },
      options: {
        indexAxis: 'y',
        scales: {
          x: axis(round),
          y: (function () { var y = names(30); y.ticks.autoSkip = false; y.ticks.color = colour('ink'); return y; })()
        },
        plugins: { legend: { display: false }, tooltip: tip(function (at) {
          return money.format(at.raw) + ' for ' + count.format(data.sellerPieces[at.dataIndex]) + ' pieces';
        }) }
      }
    });

    draw('tenders', {
      type: 'doughnut',
      data: { labels: data.tenders, datasets: [{ data: major(data.tenderTaken), borderColor: colour('panel'), borderWidth: 3,
        backgroundColor: ['main', 'gold', 'blue', 'back', 'soft'].map(colour) }] },
      options: {
        cutout: '66%',
        plugins: {
          legend: { position: 'right', labels: { boxWidth: 12, boxHeight: 12, borderRadius: 3, useBorderRadius: true, padding: 14, color: colour('ink') } },
          tooltip: tip(function (at) { return ' ' + at.label + ' ' + money.format(at.raw); })
        }
      }
    });

    draw('points', {
      type: 'bar',
      data: { labels: ['Earned', 'Clawed back', 'Burned', 'Outstanding'], datasets: [Object.assign({}, bar, {
        data: [data.earned, -data.clawedBack, -data.burned, data.outstanding], maxBarThickness: 26,
        backgroundColor: ['main', 'back', 'gold', 'blue'].map(colour) })] },
      options: {
        indexAxis: 'y',
        scales: { x: axis(count), y: (function () { var y = names(); y.ticks.autoSkip = false; return y; })() },
        plugins: { legend: { display: false }, tooltip: tip(function (at) { return count.format(at.raw) + ' points'; }) }
      }
    });
  }

  function drawStages() {
    var bar = { borderRadius: 3, maxBarThickness: 26, categoryPercentage: .86, barPercentage: .9 };
    draw('stages', {
      type: 'bar',
      data: { labels: data.stages, datasets: [Object.assign({ data: data.stageMembers, backgroundColor: colour('blue') }, bar)] },
      options: {
        indexAxis: 'y',
        scales: { x: axis(count), y: (function () { var y = names(); y.ticks.autoSkip = false; return y; })() },
        plugins: { legend: { display: false }, tooltip: tip(function (at) { return count.format(at.raw) + ' members'; }) }
      }
    });
  }

  function again() {
    charts.splice(0).forEach(function (chart) { chart.destroy(); });
    drawAll();
    drawStages();
  }

  drawAll();
  drawStages();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  function paper(printing) {
    document.documentElement.classList.toggle('print', printing);
    document.querySelectorAll('details').forEach(function (part) { part.open = printing; });
    again();
  }

  addEventListener('beforeprint', function () { paper(true); });
  addEventListener('afterprint', function () { paper(false); });
})();
